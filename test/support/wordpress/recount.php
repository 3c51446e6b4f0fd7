<?php
/* Counts the comments of every article as WordPress does. Prints those whose number was another, as JSON. */

$_SERVER['HTTP_HOST'] = 'localhost';
require $argv[1] . '/wp-load.php';
$wrong = [];
foreach ($wpdb->get_results("SELECT ID, comment_count FROM $wpdb->posts") as $post) {
    wp_update_comment_count_now((int) $post->ID);
    $right = $wpdb->get_var($wpdb->prepare("SELECT comment_count FROM $wpdb->posts WHERE ID = %d", $post->ID));
    if ($right !== $post->comment_count) $wrong[$post->ID] = [(int) $post->comment_count, (int) $right];
}
echo json_encode((object) $wrong, JSON_THROW_ON_ERROR);
