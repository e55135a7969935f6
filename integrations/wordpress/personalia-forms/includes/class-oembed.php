<?php
/**
 * A campaign's address on a line of its own becomes its form.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Unregistered servers' embeds come in a sandbox that can neither send a form nor download; ours is registered.
 */
final class Oembed {

	/**
	 * Hooks.
	 */
	public static function register(): void {
		add_action( 'init', array( self::class, 'register_provider' ) );
		add_filter( 'pre_oembed_result', array( self::class, 'print_form' ), 10, 2 );
		add_filter( 'http_request_host_is_external', array( self::class, 'allow_host' ), 10, 3 );
		add_filter( 'http_allowed_safe_ports', array( self::class, 'allow_port' ), 10, 3 );
	}

	/**
	 * Tells WordPress of the server.
	 */
	public static function register_provider(): void {
		$server = Settings::server();
		if ( '' !== $server ) {
			wp_oembed_add_provider( "$server/c/*", "$server/oembed" );
		}
	}

	/**
	 * The form itself, printed as the shortcode does: nothing has to be asked for.
	 *
	 * @param string|null $html    What another plug-in has made of the address.
	 * @param mixed       $address The address.
	 * @return string|null
	 */
	public static function print_form( $html, $address ) {
		$campaign = null === $html && is_string( $address ) ? self::campaign_of( $address ) : '';
		return '' === $campaign ? $html : Embed::html( array( 'campaign' => $campaign ) );
	}

	/**
	 * The campaign of an address on the server, or ''.
	 *
	 * @param string $address Any address.
	 */
	public static function campaign_of( string $address ): string {
		$server = Settings::server();
		if ( '' === $server || ! preg_match( '#^' . preg_quote( $server, '#' ) . '/c/([A-Za-z0-9_-]{1,60})/?(\?[^\#]*)?\z#', $address, $found ) ) {
			return '';
		}
		return $found[1];
	}

	/**
	 * WordPress asks providers only at public addresses; the server in the settings may stand in the company's own network.
	 *
	 * @param bool  $external What WordPress thinks.
	 * @param mixed $host     The host.
	 * @param mixed $address  The whole address.
	 */
	public static function allow_host( $external, $host, $address = '' ): bool {
		return $external || self::is_oembed_call( $address );
	}

	/**
	 * And it may stand at any port.
	 *
	 * @param int[] $ports   80, 443, 8080.
	 * @param mixed $host    The host.
	 * @param mixed $address The whole address.
	 */
	public static function allow_port( $ports, $host, $address = '' ): array {
		$port = self::is_oembed_call( $address ) ? wp_parse_url( $address, PHP_URL_PORT ) : null;
		return $port ? array_merge( (array) $ports, array( $port ) ) : (array) $ports;
	}

	/**
	 * Whether an address is the oEmbed answer of the server in the settings, and nothing else of it.
	 *
	 * @param mixed $address Any address.
	 */
	private static function is_oembed_call( $address ): bool {
		$server = Settings::server();
		return '' !== $server && is_string( $address ) && 0 === strpos( $address, "$server/oembed?" );
	}
}
