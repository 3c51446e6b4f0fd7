<?php
/* Everything that WordPress itself keeps about a member, each made the way WordPress makes it. */

/** @return array numbers and names of what was made */
function member(array $person, string $photograph): array
{
    $user = made(wp_insert_user([
        'user_login' => $person['login'], 'user_pass' => "{$person['login']}-password", 'user_email' => $person['email'],
        'user_url' => $person['website'], 'display_name' => $person['name'], 'nickname' => $person['nickname'],
        'first_name' => $person['nickname'], 'last_name' => $person['name'], 'role' => 'author', 'locale' => 'ar',
        'description' => "Writes. Telephone {$person['phone']}", 'user_registered' => '2019-02-03 04:05:06',
    ]));
    wp_set_current_user($user);
    $_SERVER['REMOTE_ADDR'] = $person['ip'];
    $_SERVER['HTTP_USER_AGENT'] = $person['browser'];
    credentials($user, $person);
    update_user_meta($user, 'phone', $person['phone']);
    wp_insert_link(['link_name' => 'Harbour office', 'link_url' => 'https://harbour.example', 'link_rel' => 'friend',
        'link_notes' => "From {$person['name']}"]);
    [$posts, $comments] = articles($user, $person);
    [$posts['attachment'], $files] = attachment($posts['published'], $person, $photograph);
    [$posts['unattached'], $files[]] = unattached($person);
    [$posts['request'], $copy] = request($person);
    return ['user' => $user, 'posts' => $posts, 'comments' => $comments, 'files' => $files, 'earlierCopy' => $copy];
}

function credentials(int $user, array $person): void
{
    WP_Session_Tokens::get_instance($user)->create(time() + 3600);
    $_SERVER['REMOTE_ADDR'] = $person['otherIp'];
    WP_Session_Tokens::get_instance($user)->create(time() + 3600);
    [, $password] = made(WP_Application_Passwords::create_new_application_password($user, ['name' => "Telephone of {$person['name']}"]));
    made(WP_Application_Passwords::record_application_password_usage($user, $password['uuid']));
    made(get_password_reset_key(get_userdata($user)));
    $_POST = ['user_id' => $user, 'email' => $person['pending']];
    send_confirmation_on_profile_email();
    $_POST = [];
    made(get_user_meta($user, '_new_email', true));
}

/** Articles in every state that they may have, with what was changed. @return array articles, and a comment under one */
function articles(int $user, array $person): array
{
    $post = fn(string $status, string $title, array $more = []) => made(wp_insert_post($more + [
        'post_author' => $user, 'post_status' => $status, 'post_title' => "$title $user", 'comment_status' => 'open',
        'post_content' => "By {$person['name']}, telephone {$person['phone']}",
    ]));
    $published = $post('publish', 'Published');
    made(wp_update_post(['ID' => $published, 'post_content' => "By {$person['name']}, again {$person['phone']}"]));
    update_post_meta($published, '_edit_last', $user);
    made(wp_set_post_lock($published));
    $trashed = $post('publish', 'Trashed');
    $comment = wp_insert_comment(['comment_post_ID' => $trashed, 'comment_author' => $person['name'], 'user_id' => $user,
        'comment_author_email' => $person['email'], 'comment_content' => "Call me: {$person['phone']}", 'comment_approved' => '1']);
    made(wp_trash_post($trashed));
    $revisions = array_merge(...array_map(fn($id) => array_keys(wp_get_post_revisions($id)), [$published, $trashed]));
    return [[
        'published' => $published, 'page' => $post('publish', 'Page', ['post_type' => 'page']),
        'draft' => $post('draft', 'Draft'), 'private' => $post('private', 'Private'), 'trashed' => $trashed,
        'revisions' => $revisions,
    ], ['own' => made($comment)]];
}

function attachment(int $post, array $person, string $photograph): array
{
    $copy = wp_tempnam();
    copy($photograph, $copy);
    $id = made(media_handle_sideload(['name' => "{$person['login']}-at-the-harbour.jpg", 'tmp_name' => $copy], $post, "Photograph by {$person['name']}"));
    update_post_meta($id, '_wp_attachment_image_alt', "{$person['name']} at the harbour");
    set_post_thumbnail($post, $id);
    $meta = wp_get_attachment_metadata($id);
    $folder = dirname($meta['file']);
    $files = [$meta['file'], "$folder/{$meta['original_image']}", ...array_map(fn($size) => "$folder/{$size['file']}", array_values($meta['sizes']))];
    return [$id, $files];
}

/** An upload that belongs to no article, and is no image. */
function unattached(array $person): array
{
    ['file' => $file, 'url' => $url] = made(wp_upload_bits("{$person['login']}-notes.txt", null, "Notes of {$person['name']}"));
    $id = made(wp_insert_attachment(['post_mime_type' => 'text/plain', 'post_title' => "Notes of {$person['name']}", 'guid' => $url], $file));
    return [$id, made(get_post_meta($id, '_wp_attached_file', true))];
}

/** A request for a copy that WordPress itself has answered. */
function request(array $person): array
{
    $request = made(wp_create_user_request($person['email'], 'export_personal_data'));
    wp_generate_user_request_key($request);
    _wp_privacy_account_request_confirmed($request);
    update_post_meta($request, '_export_data_grouped', ['user' => ['group_label' => 'User', 'group_description' => '',
        'items' => ['user-1' => [['name' => 'E-mail', 'value' => $person['email']], ['name' => 'Name', 'value' => $person['name']]]]]]);
    wp_privacy_generate_personal_data_export_file($request);
    delete_post_meta($request, '_export_data_grouped');
    return [$request, made(get_post_meta($request, '_export_file_name', true))];
}
