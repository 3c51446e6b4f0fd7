<?php
/* The tables that a network of sites has besides, as WordPress makes them. */

$_SERVER['HTTP_HOST'] = 'localhost';
define('WP_INSTALLING_NETWORK', true);
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/network.php';
foreach ($wpdb->tables('ms_global') as $table => $prefixed) $wpdb->$table = $prefixed;
install_network();
