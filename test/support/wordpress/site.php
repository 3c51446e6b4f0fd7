<?php
/*
 * WordPress's own installer, then what the plan on standard input says, made by WordPress's own functions.
 * Prints what was made, by names that tests use, as JSON.
 */

$plan = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);

define('WP_INSTALLING', true);
define('WP_SITEURL', $plan['url']);
$_SERVER['HTTP_HOST'] = parse_url($plan['url'], PHP_URL_HOST) . ':' . parse_url($plan['url'], PHP_URL_PORT);
$_SERVER['REMOTE_ADDR'] = '127.0.0.1';
require $argv[1] . '/wp-load.php';
foreach (['upgrade', 'file', 'media', 'image', 'bookmark', 'post', 'privacy-tools'] as $part) {
    require_once ABSPATH . "wp-admin/includes/$part.php";
}
require __DIR__ . '/person.php';
require __DIR__ . '/discussion.php';

function made($result)
{
    if (is_wp_error($result)) throw new RuntimeException($result->get_error_message());
    if (!$result) throw new RuntimeException('WordPress made nothing.');
    return $result;
}

$admin = made(wp_install('A site', 'editor', 'editor@site.example', true, '', 'editor-password'))['user_id'];
wp_installing(false);
update_option('permalink_structure', '/%postname%/');
update_option('comment_registration', 0);
wp_set_current_user($admin);

$article = made(wp_insert_post([
    'post_author' => $admin, 'post_status' => 'publish', 'post_title' => 'The harbour', 'post_name' => 'the-harbour',
    'post_content' => 'About the harbour.', 'comment_status' => 'open',
]));
// WordPress puts an article and a comment of its own into a new site.
foreach (get_comments(['fields' => 'ids']) as $id) wp_delete_comment($id, true);

$made = ['admin' => $admin, 'article' => $article, 'people' => []];
$neighbour = null;
foreach ($plan['people'] as $person) {
    $its = $person['member'] ? member($person, $plan['photograph']) : ['user' => 0, 'posts' => (object) [], 'comments' => [], 'files' => [], 'earlierCopy' => ''];
    $neighbour ??= $person + ['user' => $its['user']];
    $its['comments'] += discussion($person + ['user' => $its['user']], $article, $neighbour);
    $made['people'][$person['login']] = $its;
}
wp_set_current_user($admin);
$listed = array_column($plan['people'], 'email');
foreach (['moderation_keys', 'disallowed_keys'] as $list) update_option($list, implode("\n", ['casino', ...$listed]));
foreach ($plan['guests'] as $guest) {
    $made['guests'][] = made(wp_insert_comment(wp_slash([
        'comment_post_ID' => $article, 'comment_author' => 'A guest', 'comment_author_email' => $guest,
        'comment_author_IP' => '198.51.100.4', 'comment_content' => 'As a guest', 'comment_approved' => '1',
    ])));
}
echo json_encode($made, JSON_THROW_ON_ERROR);
