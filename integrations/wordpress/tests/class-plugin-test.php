<?php
/**
 * What all tests share: settings, users, and the wire to the server.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms\Tests;

use PHPUnit\Framework\TestCase;

/**
 * Nothing leaves the machine: the requests of the plug-in end here, and get the answers that a test has put up.
 */
abstract class Plugin_Test extends TestCase {

	const SERVER = 'https://docs.example.com';
	const KEY    = 'pk_live_a-secret-that-nobody-sees';

	/**
	 * What was sent: method, url, headers, body.
	 *
	 * @var array[]
	 */
	protected $sent = array();

	/**
	 * Answers by "METHOD /path": each a list of (status, body), the last of which stays.
	 *
	 * @var array[]
	 */
	private $answers = array();

	protected function setUp(): void {
		wp_set_current_user( 0 );
		update_option(
			'personalia_forms',
			array(
				'server'   => self::SERVER,
				'key'      => self::KEY,
				'campaign' => '',
			)
		);
		\Personalia_Forms\Server::forget();
		delete_option( \Personalia_Forms\Buttons::OPTION );
		add_filter( 'pre_http_request', array( $this, 'answer_request' ), 10, 3 );
	}

	protected function tearDown(): void {
		remove_filter( 'pre_http_request', array( $this, 'answer_request' ) );
		remove_all_filters( 'option_home' );
		set_current_screen( 'front' );
	}

	protected function set_settings( array $settings ): void {
		update_option( 'personalia_forms', array_merge( get_option( 'personalia_forms' ), $settings ) );
	}

	/**
	 * Logs somebody in.
	 *
	 * @param string $role A role of WordPress's.
	 */
	protected function become( string $role ): void {
		$user = get_user_by( 'login', $role );
		$id   = $user ? $user->ID : wp_insert_user(
			array(
				'user_login' => $role,
				'user_pass'  => wp_generate_password(),
				'user_email' => "$role@example.com",
				'role'       => $role,
			)
		);
		wp_set_current_user( $id );
	}

	protected function server_says( string $call, array $body, int $status = 200 ): void {
		$this->answers[ $call ][] = array( $status, $body );
	}

	public function answer_request( $nothing, $about, $url ) {
		$call         = $about['method'] . ' ' . substr( $url, strlen( self::SERVER ) );
		$this->sent[] = array_merge( $about, array( 'url' => $url ) );
		if ( empty( $this->answers[ $call ] ) ) {
			return new \WP_Error( 'http_request_failed', "nobody answers $call" );
		}
		list( $status, $body ) = count( $this->answers[ $call ] ) > 1 ? array_shift( $this->answers[ $call ] ) : $this->answers[ $call ][0];
		return array(
			'headers'  => array(),
			'body'     => wp_json_encode( $body ),
			'response' => array(
				'code'    => $status,
				'message' => '',
			),
			'cookies'  => array(),
			'filename' => null,
		);
	}

	/**
	 * The JSON of a request.
	 *
	 * @param int $number Which one.
	 */
	protected function body_sent( int $number ): array {
		return json_decode( $this->sent[ $number ]['body'], true );
	}

	/**
	 * An answer of this site's REST API: status and data.
	 *
	 * @param string $method GET or POST.
	 * @param string $path   From /personalia-forms on.
	 * @param array  $params The request's.
	 */
	protected function rest( string $method, string $path, array $params = array() ): array {
		$request = new \WP_REST_Request( $method, $path );
		foreach ( $params as $name => $value ) {
			$request->set_param( $name, $value );
		}
		$answer = rest_do_request( $request );
		return array( $answer->get_status(), $answer->get_data() );
	}
}
