<?php
/**
 * Settings, Personalia Forms.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * By the Settings API: WordPress checks nonce and capability.
 */
final class Settings_Page {

	const SLUG = 'personalia-forms';

	/**
	 * Hooks.
	 */
	public static function register(): void {
		add_action( 'admin_menu', array( self::class, 'add_page' ) );
		add_action( 'admin_init', array( self::class, 'register_settings' ) );
		add_action( 'admin_enqueue_scripts', array( self::class, 'enqueue' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( PLUGIN_FILE ), array( self::class, 'add_link' ) );
	}

	/**
	 * The menu's entry.
	 */
	public static function add_page(): void {
		add_options_page( __( 'Personalia Forms', 'personalia-forms' ), __( 'Personalia Forms', 'personalia-forms' ), 'manage_options', self::SLUG, array( self::class, 'print_page' ) );
	}

	/**
	 * A link in the list of plug-ins.
	 *
	 * @param string[] $links Those that are there.
	 */
	public static function add_link( $links ): array {
		$link = sprintf( '<a href="%1$s">%2$s</a>', esc_url( admin_url( 'options-general.php?page=' . self::SLUG ) ), esc_html__( 'Settings', 'personalia-forms' ) );
		return array_merge( array( $link ), (array) $links );
	}

	/**
	 * The option and its boxes.
	 */
	public static function register_settings(): void {
		register_setting(
			self::SLUG,
			Settings::OPTION,
			array(
				'type'              => 'object',
				'sanitize_callback' => array( Settings::class, 'sanitize' ),
				'show_in_rest'      => false, // It holds the key.
			)
		);
		add_settings_section( 'server', '', '__return_empty_string', self::SLUG );
		$boxes = array(
			'server'   => __( 'Server’s address', 'personalia-forms' ),
			'key'      => __( 'API key', 'personalia-forms' ),
			'campaign' => __( 'Default campaign', 'personalia-forms' ),
		);
		foreach ( $boxes as $name => $label ) {
			add_settings_field( $name, $label, array( self::class, 'print_' . $name ), self::SLUG, 'server', array( 'label_for' => 'personalia-' . $name ) );
		}
	}

	/**
	 * The test button's script.
	 *
	 * @param string $hook The admin page.
	 */
	public static function enqueue( $hook ): void {
		if ( 'settings_page_' . self::SLUG !== $hook ) {
			return;
		}
		wp_enqueue_script( 'personalia-forms-settings', plugins_url( 'assets/settings.js', PLUGIN_FILE ), array( 'wp-api-fetch', 'wp-i18n' ), VERSION, true );
		wp_set_script_translations( 'personalia-forms-settings', 'personalia-forms', dirname( PLUGIN_FILE ) . '/languages' );
	}

	/**
	 * The page.
	 */
	public static function print_page(): void {
		?>
		<div class="wrap">
			<h1><?php esc_html_e( 'Personalia Forms', 'personalia-forms' ); ?></h1>
			<?php if ( Settings::is_blocked_mix( Settings::server() ) ) : ?>
				<div class="notice notice-error inline"><p><?php esc_html_e( 'This site has https, the Personalia server has http: browsers block such a mix, so visitors get a link instead of the form. Give the server https.', 'personalia-forms' ); ?></p></div>
			<?php endif; ?>
			<form action="options.php" method="post">
				<?php
				settings_fields( self::SLUG );
				do_settings_sections( self::SLUG );
				?>
				<p>
					<button type="button" class="button" id="personalia-test"><?php esc_html_e( 'Test the connection', 'personalia-forms' ); ?></button>
					<span id="personalia-tested" role="status"></span>
				</p>
				<?php submit_button(); ?>
			</form>
			<h2><?php esc_html_e( 'Where a form should stand', 'personalia-forms' ); ?></h2>
			<ul class="ul-disc">
				<li><?php esc_html_e( 'In the block editor: the block “Personalia form”.', 'personalia-forms' ); ?></li>
				<li><?php esc_html_e( 'In Elementor: the widget “Personalia form”. In Elementor Pro’s own forms: the action “Send a personalised document”.', 'personalia-forms' ); ?></li>
				<li>
					<?php
					/* translators: %s: a shortcode. */
					printf( esc_html__( 'Anywhere else: the shortcode %s, or the campaign’s address on a line of its own.', 'personalia-forms' ), '<code>[personalia campaign="spring"]</code>' );
					?>
				</li>
			</ul>
		</div>
		<?php
	}

	/**
	 * The address's box.
	 */
	public static function print_server(): void {
		printf(
			'<input type="text" inputmode="url" class="regular-text code" id="personalia-server" name="%1$s[server]" value="%2$s" placeholder="https://personalia.example.com"%3$s>',
			esc_attr( Settings::OPTION ),
			esc_attr( Settings::server() ),
			Settings::server_is_fixed() ? ' readonly' : ''
		);
		if ( Settings::server_is_fixed() ) {
			printf( '<p class="description">%s</p>', esc_html__( 'Set in wp-config.php by PERSONALIA_FORMS_SERVER.', 'personalia-forms' ) );
		} else {
			printf( '<p class="description">%s</p>', esc_html__( 'Where your Personalia server’s start page is.', 'personalia-forms' ) );
		}
	}

	/**
	 * The key's box: it never shows the key.
	 */
	public static function print_key(): void {
		if ( Settings::key_is_fixed() ) {
			printf( '<p id="personalia-key">%s</p>', esc_html__( 'Set in wp-config.php by PERSONALIA_FORMS_KEY.', 'personalia-forms' ) );
			return;
		}
		$kept = '' !== Settings::key();
		printf(
			'<input type="password" autocomplete="off" class="regular-text code" id="personalia-key" name="%1$s[key]" value="" placeholder="%2$s">',
			esc_attr( Settings::OPTION ),
			esc_attr( $kept ? __( 'Saved; empty keeps it', 'personalia-forms' ) : '' )
		);
		if ( $kept ) {
			printf( '<p><label><input type="checkbox" name="%1$s[forget_key]" value="1"> %2$s</label></p>', esc_attr( Settings::OPTION ), esc_html__( 'Forget it', 'personalia-forms' ) );
		}
		printf( '<p class="description">%s</p>', esc_html__( 'For the lists of campaigns and templates, and for Elementor Pro’s forms. It stays on this server; it can also stand in wp-config.php as PERSONALIA_FORMS_KEY. Forms work without it.', 'personalia-forms' ) );
	}

	/**
	 * The default campaign's box: a list where the server tells one.
	 */
	public static function print_campaign(): void {
		$chosen    = Settings::campaign();
		$campaigns = '' !== Settings::server() && '' !== Settings::key() ? Server::configured()->campaigns() : array();
		$name      = Settings::OPTION . '[campaign]';
		if ( is_wp_error( $campaigns ) || ! $campaigns ) {
			printf( '<input type="text" class="regular-text code" id="personalia-campaign" name="%1$s" value="%2$s">', esc_attr( $name ), esc_attr( $chosen ) );
			printf( '<p class="description">%s</p>', esc_html__( 'The end of its address: “spring” of https://personalia.example.com/c/spring/. Forms that name no campaign show it.', 'personalia-forms' ) );
			return;
		}
		if ( '' !== $chosen && ! in_array( $chosen, wp_list_pluck( $campaigns, 'slug' ), true ) ) {
			$campaigns[] = array(
				'slug' => $chosen,
				'name' => $chosen,
			);
		}
		printf( '<select id="personalia-campaign" name="%s">', esc_attr( $name ) );
		printf( '<option value="">%s</option>', esc_html__( 'None', 'personalia-forms' ) );
		foreach ( $campaigns as $row ) {
			printf( '<option value="%1$s"%2$s>%3$s</option>', esc_attr( $row['slug'] ), selected( $chosen, $row['slug'], false ), esc_html( $row['name'] ) );
		}
		printf( '</select><p class="description">%s</p>', esc_html__( 'Forms that name no campaign show it.', 'personalia-forms' ) );
	}
}
