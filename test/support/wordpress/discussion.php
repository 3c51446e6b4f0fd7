<?php
/* What somebody and their addresses left under an article, in every state that a comment may have. */

/** @return array numbers of comments by what they are */
function discussion(array $person, int $article, array $neighbour): array
{
    $_SERVER['REMOTE_ADDR'] = $person['ip'];
    $write = fn(array $more) => made(wp_insert_comment(wp_slash($more + [
        'comment_post_ID' => $article, 'comment_author' => $person['name'], 'comment_author_email' => $person['email'],
        'comment_author_url' => $person['website'], 'comment_author_IP' => $person['ip'], 'comment_agent' => $person['browser'],
        'comment_approved' => '1', 'user_id' => $person['user'], 'comment_content' => "Call {$person['phone']} or {$person['email']}",
        'comment_date' => '2025-03-04 05:06:07', 'comment_date_gmt' => '2025-03-04 05:06:07',
    ])));
    $first = $write(['comment_date' => '2024-02-03 04:05:06', 'comment_date_gmt' => '2024-02-03 04:05:06']);
    // Whoever came first answers everybody, and says whom.
    $answer = $write(['comment_parent' => $first, 'comment_content' => "I called {$person['phone']}, thank you"] + author($neighbour));
    $reply = $write(['comment_parent' => $answer]);
    $made = [
        'first' => $first, 'answer' => $answer, 'reply' => $reply,
        'guest' => $write(['comment_parent' => $reply, 'user_id' => 0, 'comment_author_email' => strtoupper($person['email'])]),
        'blank' => $write(['user_id' => 0, 'comment_author_email' => "{$person['email']}  "]),
        'undated' => $write(['comment_date' => '0000-00-00 00:00:00', 'comment_date_gmt' => '0000-00-00 00:00:00']),
        'waiting' => $write(['comment_approved' => '0', 'comment_author_IP' => $person['otherIp']]),
        'pingback' => $write(['comment_type' => 'pingback', 'user_id' => 0]),
        'spam' => $write([]), 'trash' => $write([]),
    ];
    if ($person['user'] !== 0) $made['former'] = $write(['comment_author_email' => $person['former']]);
    made(wp_spam_comment($made['spam']));
    made(wp_trash_comment($made['trash']));
    submitted($made['spam'], $person);
    return $made;
}

function author(array $person): array
{
    return ['comment_author' => $person['name'], 'comment_author_email' => $person['email'], 'user_id' => $person['user'],
        'comment_author_url' => '', 'comment_author_IP' => $person['ip'], 'comment_agent' => $person['browser']];
}

/** What the plugin Akismet keeps beside a comment. */
function submitted(int $comment, array $person): void
{
    add_comment_meta($comment, 'akismet_as_submitted', ['comment_author' => $person['name'], 'comment_author_email' => $person['email'],
        'user_ip' => $person['ip'], 'user_agent' => $person['browser'], 'comment_content' => $person['phone']]);
    add_comment_meta($comment, 'akismet_history', ['time' => 1700000000.25, 'event' => 'status-spam', 'user' => 'editor']);
    add_comment_meta($comment, 'akismet_history', ['time' => 1700000001.5, 'event' => 'check-spam']);
    add_comment_meta($comment, 'akismet_result', 'true');
}
