<?php
/**
 * What the pickers ask this site for. The key stays here.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

use WP_Error;
use WP_REST_Request;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The addresses under /wp-json/personalia-forms/v1/.
 */
final class Rest {

	const SPACE = 'personalia-forms/v1';

	/**
	 * Hooks.
	 */
	public static function register(): void {
		add_action( 'rest_api_init', array( self::class, 'register_routes' ) );
	}

	/**
	 * The routes, each with who may.
	 */
	public static function register_routes(): void {
		$fresh = array(
			'fresh' => array(
				'type'    => 'boolean',
				'default' => false,
			),
		);
		foreach ( array( 'campaigns', 'templates' ) as $list ) {
			register_rest_route(
				self::SPACE,
				'/' . $list,
				array(
					'methods'             => 'GET',
					'permission_callback' => array( self::class, 'may_edit' ),
					'callback'            => array( self::class, $list ),
					'args'                => $fresh,
				)
			);
		}
		register_rest_route(
			self::SPACE,
			'/test',
			array(
				'methods'             => 'POST',
				'permission_callback' => array( self::class, 'may_configure' ),
				'callback'            => array( self::class, 'test' ),
				'args'                => array(
					'server' => array(
						'type'     => 'string',
						'required' => true,
					),
					'key'    => array(
						'type'    => 'string',
						'default' => '',
					),
				),
			)
		);
	}

	/**
	 * Who writes posts may choose what stands in them.
	 */
	public static function may_edit(): bool {
		return current_user_can( 'edit_posts' );
	}

	/**
	 * Who may change the settings may try them.
	 */
	public static function may_configure(): bool {
		return current_user_can( 'manage_options' );
	}

	/**
	 * The campaigns.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return array|WP_Error
	 */
	public static function campaigns( WP_REST_Request $request ) {
		return self::answer( Server::configured()->campaigns( (bool) $request['fresh'] ) );
	}

	/**
	 * The templates with their fields.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return array|WP_Error
	 */
	public static function templates( WP_REST_Request $request ) {
		return self::answer( Server::configured()->templates( (bool) $request['fresh'] ) );
	}

	/**
	 * Tries an address and a key. The kept key is only tried with the kept address: nobody can have it sent elsewhere.
	 *
	 * @param WP_REST_Request $request server, key.
	 * @return array|WP_Error
	 */
	public static function test( WP_REST_Request $request ) {
		$server = Settings::clean_address( (string) $request['server'] );
		$key    = trim( (string) $request['key'] );
		if ( '' === $server ) {
			return self::answer( new WP_Error( 'personalia_address', __( 'Enter the server’s address, such as https://personalia.example.com.', 'personalia-forms' ) ) );
		}
		if ( '' === $key && Settings::server() === $server ) {
			$key = Settings::key();
		}
		if ( '' === $key ) {
			return self::answer( new WP_Error( 'personalia_key', __( 'Enter the key, too: the saved one is only sent to the saved address.', 'personalia-forms' ) ) );
		}
		return self::answer( self::tried( $server, $key ) );
	}

	/**
	 * What comes of an address and a key.
	 *
	 * @param string $server A clean address.
	 * @param string $key    A key.
	 * @return array|WP_Error
	 */
	private static function tried( string $server, string $key ) {
		$there = new Server( $server, $key );
		$done  = $there->test();
		if ( is_wp_error( $done ) ) {
			return $done;
		}
		$campaigns = $there->campaigns( true );
		if ( is_wp_error( $campaigns ) ) {
			/* translators: %s: the server's reason. */
			return new WP_Error( 'personalia_scope', sprintf( __( 'The key is good, but may not list campaigns: %s', 'personalia-forms' ), $campaigns->get_error_message() ) );
		}
		/* translators: %d: number of campaigns. */
		$said = sprintf( _n( 'Connected. There is %d campaign.', 'Connected. There are %d campaigns.', count( $campaigns ), 'personalia-forms' ), count( $campaigns ) );
		return array( 'message' => $said );
	}

	/**
	 * A mistake with a status, or the answer as it is. The server's 401 is not the editor's: it must not look like a lost login.
	 *
	 * @param array|WP_Error $said From the server.
	 * @return array|WP_Error
	 */
	private static function answer( $said ) {
		return is_wp_error( $said ) ? new WP_Error( $said->get_error_code(), $said->get_error_message(), array( 'status' => 502 ) ) : $said;
	}
}
