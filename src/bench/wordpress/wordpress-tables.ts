/** The tables of a site of WordPress 6, as far as their columns, collation and indexes go. */
export function wordpressTables(prefix = 'wp_'): string {
  const id = 'bigint unsigned NOT NULL AUTO_INCREMENT';
  const number = 'bigint unsigned NOT NULL DEFAULT 0';
  const text = (length: number, usual = '') => `varchar(${length}) NOT NULL DEFAULT '${usual}'`;
  const date = `datetime NOT NULL DEFAULT '0000-00-00 00:00:00'`;
  const meta = (table: string, key: string, of: string) => `
    CREATE TABLE ${prefix}${table} (
      ${key} ${id}, ${of} ${number}, meta_key varchar(255), meta_value longtext,
      PRIMARY KEY (${key}), KEY ${of} (${of}), KEY meta_key (meta_key(191)));`;
  return `
    SET default_storage_engine = InnoDB; SET sql_mode = '';
    ALTER DATABASE COLLATE utf8mb4_unicode_520_ci;
    CREATE TABLE ${prefix}users (
      ID ${id}, user_login ${text(60)}, user_pass ${text(255)}, user_nicename ${text(50)}, user_email ${text(100)},
      user_url ${text(100)}, user_registered ${date}, user_activation_key ${text(255)}, user_status int NOT NULL DEFAULT 0,
      display_name ${text(250)},
      PRIMARY KEY (ID), KEY user_login_key (user_login), KEY user_nicename (user_nicename), KEY user_email (user_email));
    ${meta('usermeta', 'umeta_id', 'user_id')}
    CREATE TABLE ${prefix}comments (
      comment_ID ${id}, comment_post_ID ${number}, comment_author tinytext NOT NULL, comment_author_email ${text(100)},
      comment_author_url ${text(200)}, comment_author_IP ${text(100)}, comment_date ${date}, comment_date_gmt ${date},
      comment_content text NOT NULL, comment_karma int NOT NULL DEFAULT 0, comment_approved ${text(20, '1')},
      comment_agent ${text(255)}, comment_type ${text(20, 'comment')}, comment_parent ${number}, user_id ${number},
      PRIMARY KEY (comment_ID), KEY comment_post_ID (comment_post_ID),
      KEY comment_approved_date_gmt (comment_approved, comment_date_gmt), KEY comment_date_gmt (comment_date_gmt),
      KEY comment_parent (comment_parent), KEY comment_author_email (comment_author_email(10)));
    ${meta('commentmeta', 'meta_id', 'comment_id')}
    CREATE TABLE ${prefix}posts (
      ID ${id}, post_author ${number}, post_date ${date}, post_date_gmt ${date}, post_content longtext NOT NULL,
      post_title text NOT NULL, post_excerpt text NOT NULL, post_status ${text(20, 'publish')},
      comment_status ${text(20, 'open')}, ping_status ${text(20, 'open')}, post_password ${text(255)}, post_name ${text(200)},
      to_ping text NOT NULL, pinged text NOT NULL, post_modified ${date}, post_modified_gmt ${date},
      post_content_filtered longtext NOT NULL, post_parent ${number}, guid ${text(255)}, menu_order int NOT NULL DEFAULT 0,
      post_type ${text(20, 'post')}, post_mime_type ${text(100)}, comment_count bigint NOT NULL DEFAULT 0,
      PRIMARY KEY (ID), KEY post_name (post_name(191)), KEY type_status_date (post_type, post_status, post_date, ID),
      KEY post_parent (post_parent), KEY post_author (post_author));
    ${meta('postmeta', 'meta_id', 'post_id')}
    CREATE TABLE ${prefix}links (
      link_id ${id}, link_url ${text(255)}, link_name ${text(255)}, link_image ${text(255)}, link_target ${text(25)},
      link_description ${text(255)}, link_visible ${text(20, 'Y')}, link_owner ${number}, link_rating int NOT NULL DEFAULT 0,
      link_updated ${date}, link_rel ${text(255)}, link_notes mediumtext NOT NULL, link_rss ${text(255)},
      PRIMARY KEY (link_id), KEY link_visible (link_visible));
    CREATE TABLE ${prefix}options (
      option_id ${id}, option_name ${text(191)}, option_value longtext NOT NULL, autoload ${text(20, 'yes')},
      PRIMARY KEY (option_id), UNIQUE KEY option_name (option_name), KEY autoload (autoload));
    CREATE TABLE ${prefix}terms (
      term_id ${id}, name ${text(200)}, slug ${text(200)}, term_group bigint NOT NULL DEFAULT 0,
      PRIMARY KEY (term_id), KEY slug (slug(191)), KEY name (name(191)));
    ${meta('termmeta', 'meta_id', 'term_id')}
    CREATE TABLE ${prefix}term_taxonomy (
      term_taxonomy_id ${id}, term_id ${number}, taxonomy ${text(32)}, description longtext NOT NULL, parent ${number},
      count bigint NOT NULL DEFAULT 0,
      PRIMARY KEY (term_taxonomy_id), UNIQUE KEY term_id_taxonomy (term_id, taxonomy), KEY taxonomy (taxonomy));
    CREATE TABLE ${prefix}term_relationships (
      object_id ${number}, term_taxonomy_id ${number}, term_order int NOT NULL DEFAULT 0,
      PRIMARY KEY (object_id, term_taxonomy_id), KEY term_taxonomy_id (term_taxonomy_id));`;
}
