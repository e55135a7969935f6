<?php
/**
 * What the site's owner has chosen: the server's address, the key, the campaign that is meant when none is named.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Constants in wp-config.php come first: PERSONALIA_FORMS_SERVER and PERSONALIA_FORMS_KEY.
 */
final class Settings {

	const OPTION = 'personalia_forms';

	/**
	 * The server's address without a slash at its end, or ''.
	 */
	public static function server(): string {
		$fixed = defined( 'PERSONALIA_FORMS_SERVER' ) ? (string) constant( 'PERSONALIA_FORMS_SERVER' ) : '';
		return self::clean_address( '' !== $fixed ? $fixed : self::kept( 'server' ) );
	}

	/**
	 * The API key. It never leaves the server's side: no page, no script and no REST answer holds it.
	 */
	public static function key(): string {
		return self::key_is_fixed() ? trim( (string) constant( 'PERSONALIA_FORMS_KEY' ) ) : self::kept( 'key' );
	}

	/**
	 * Whether wp-config.php holds the key.
	 */
	public static function key_is_fixed(): bool {
		return defined( 'PERSONALIA_FORMS_KEY' ) && '' !== trim( (string) constant( 'PERSONALIA_FORMS_KEY' ) );
	}

	/**
	 * Whether wp-config.php holds the address.
	 */
	public static function server_is_fixed(): bool {
		return defined( 'PERSONALIA_FORMS_SERVER' ) && '' !== self::clean_address( (string) constant( 'PERSONALIA_FORMS_SERVER' ) );
	}

	/**
	 * The campaign that a form without one shows, or ''.
	 */
	public static function campaign(): string {
		return self::kept( 'campaign' );
	}

	/**
	 * Whether browsers would block the forms: they load nothing over http into a page that came over https.
	 *
	 * @param string $server An address.
	 */
	public static function is_blocked_mix( string $server ): bool {
		return 0 === strpos( $server, 'http://' ) && 0 === strpos( home_url(), 'https://' );
	}

	/**
	 * An address as it is kept: http or https, host, port, path; '' for anything else.
	 *
	 * @param string $text What somebody typed.
	 */
	public static function clean_address( string $text ): string {
		$text = trim( $text );
		if ( '' !== $text && ! preg_match( '#^[a-z][a-z0-9+.-]*://#i', $text ) ) {
			$text = 'https://' . $text;
		}
		$parts = wp_parse_url( $text );
		if ( ! is_array( $parts ) || empty( $parts['host'] ) || isset( $parts['user'] ) || isset( $parts['query'] ) || isset( $parts['fragment'] ) ) {
			return '';
		}
		$scheme = strtolower( $parts['scheme'] );
		$path   = rtrim( $parts['path'] ?? '', '/' );
		if ( ! in_array( $scheme, array( 'http', 'https' ), true ) || ! preg_match( '#^(/[\w.~-]+)*$#', $path ) ) {
			return '';
		}
		if ( ! preg_match( '/^([a-z0-9.-]+|\[[0-9a-f:]+\])$/i', $parts['host'] ) ) {
			return '';
		}
		$port = isset( $parts['port'] ) ? ':' . $parts['port'] : '';
		return $scheme . '://' . strtolower( $parts['host'] ) . $port . $path;
	}

	/**
	 * Sanitises what the settings page sends. WordPress calls it twice when the option is new: the second time changes nothing.
	 *
	 * @param mixed $sent The form's values.
	 */
	public static function sanitize( $sent ): array {
		$sent   = is_array( $sent ) ? $sent : array();
		$server = isset( $sent['server'] ) && is_string( $sent['server'] ) ? $sent['server'] : self::kept( 'server' );
		$clean  = self::clean_address( $server );
		if ( '' !== trim( $server ) && '' === $clean ) {
			/* translators: %s: what was typed as the server's address. */
			$message = sprintf( __( '“%s” is not an address such as https://personalia.example.com. The old one is kept.', 'personalia-forms' ), sanitize_text_field( $server ) );
			self::complain( $message );
			$clean = self::kept( 'server' );
		}
		$campaign = isset( $sent['campaign'] ) && is_string( $sent['campaign'] ) ? trim( $sent['campaign'] ) : '';
		if ( '' !== $campaign && ! Embed::is_campaign( $campaign ) ) {
			self::complain( __( 'The default campaign must be the end of its address: letters, digits, hyphens.', 'personalia-forms' ) );
			$campaign = self::kept( 'campaign' );
		}
		Server::forget();
		return array(
			'server'   => $clean,
			'key'      => self::sanitize_key( $sent ),
			'campaign' => $campaign,
		);
	}

	/**
	 * The key to keep: an empty box keeps the one that is there, since the page does not show it.
	 *
	 * @param array $sent The form's values.
	 */
	private static function sanitize_key( array $sent ): string {
		$key = isset( $sent['key'] ) && is_string( $sent['key'] ) ? trim( $sent['key'] ) : '';
		if ( '' !== $key && ! preg_match( '/^[\x21-\x7e]{8,300}$/', $key ) ) {
			self::complain( __( 'The key holds signs that no key has. Copy it again; the old one is kept.', 'personalia-forms' ) );
			$key = '';
		}
		if ( '' !== $key ) {
			return $key;
		}
		return empty( $sent['forget_key'] ) ? self::kept( 'key' ) : '';
	}

	/**
	 * Says a mistake on the settings page; elsewhere (WP-CLI, REST) there is no such page.
	 *
	 * @param string $message What is wrong.
	 */
	private static function complain( string $message ): void {
		if ( function_exists( 'add_settings_error' ) ) {
			add_settings_error( self::OPTION, 'personalia_forms', $message );
		}
	}

	/**
	 * One value of the option.
	 *
	 * @param string $name Its name.
	 */
	private static function kept( string $name ): string {
		$kept = get_option( self::OPTION );
		return is_array( $kept ) && isset( $kept[ $name ] ) && is_string( $kept[ $name ] ) ? $kept[ $name ] : '';
	}
}
