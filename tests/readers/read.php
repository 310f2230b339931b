<?php
// Reads feeds with the SimplePie of WordPress: php read.php <WordPress's folder>
// Standard input: a JSON array of file names. Standard output: {file: [item, ...]}, each item with what SimplePie
// calls title, id and so on; {"error": "..."} instead of the list where it gives up.

// It is older than this PHP, which deplores its style; such words must not mix with the answer.
error_reporting(E_ALL & ~E_DEPRECATED);
define('ABSPATH', rtrim($argv[1], '/') . '/');
define('WPINC', 'wp-includes');
require ABSPATH . WPINC . '/class-simplepie.php';

function read(string $file): array
{
    $feed = new SimplePie();
    $feed->set_raw_data(file_get_contents($file));
    $feed->enable_cache(false);
    $feed->enable_order_by_date(false);
    if (!$feed->init()) {
        return ['error' => (string) $feed->error()];
    }
    return array_map('told', $feed->get_items());
}

function told($item): array
{
    return [
        'title' => $item->get_title(),
        'id' => $item->get_id(),
        'link' => $item->get_permalink(),
        'published' => $item->get_date('c'),
        'updated' => $item->get_updated_date('c'),
        'content' => $item->get_content(true),
    ];
}

$found = [];
foreach (json_decode(stream_get_contents(STDIN)) as $file) {
    $found[$file] = read($file);
}
echo json_encode((object) $found, JSON_THROW_ON_ERROR);
