<?php
/**
 * Plugin Name:       Personalia Forms
 * Description:       Puts the forms of your Personalia server into pages: visitors fill one in and get a document made for them.
 * Version:           1.0.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The Personalia project
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       personalia-forms
 * Domain Path:       /languages
 * Elementor tested up to: 4.2.2
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const VERSION     = '1.0.0';
const PLUGIN_FILE = __FILE__;

require_once __DIR__ . '/includes/class-translations.php';
require_once __DIR__ . '/includes/class-settings.php';
require_once __DIR__ . '/includes/class-answers.php';
require_once __DIR__ . '/includes/class-buttons.php';
require_once __DIR__ . '/includes/class-server.php';
require_once __DIR__ . '/includes/class-embed.php';
require_once __DIR__ . '/includes/class-block.php';
require_once __DIR__ . '/includes/class-oembed.php';
require_once __DIR__ . '/includes/class-rest.php';
require_once __DIR__ . '/includes/class-settings-page.php';
require_once __DIR__ . '/includes/class-privacy.php';
require_once __DIR__ . '/includes/class-elementor.php';

Translations::register();
Embed::register();
Block::register();
Oembed::register();
Rest::register();
Settings_Page::register();
Privacy::register();
Elementor::register();
