<?php
/**
 * The Personalia server's API. The only place from which anything is sent to it.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

use WP_Error;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Answers are arrays; what goes wrong is a WP_Error whose message an editor understands. Its data may hold `status` (of HTTP) and
 * `field` (the template's field that the server complains of).
 */
final class Server {

	const CAMPAIGNS = 'personalia_forms_campaigns';
	const TEMPLATES = 'personalia_forms_templates';

	/**
	 * Without a slash at its end.
	 *
	 * @var string
	 */
	private $address;

	/**
	 * An API key.
	 *
	 * @var string
	 */
	private $key;

	/**
	 * A server and how to be let in.
	 *
	 * @param string $address Without a slash at its end.
	 * @param string $key     An API key.
	 */
	public function __construct( string $address, string $key ) {
		$this->address = $address;
		$this->key     = $key;
	}

	/**
	 * The server of the settings.
	 */
	public static function configured(): self {
		return new self( Settings::server(), Settings::key() );
	}

	/**
	 * Drops what is remembered of the server.
	 */
	public static function forget(): void {
		delete_transient( self::CAMPAIGNS );
		delete_transient( self::TEMPLATES );
	}

	/**
	 * The campaigns, for pickers.
	 *
	 * @param bool $fresh Ask, even if the answer is remembered.
	 * @return array[]|WP_Error Each with slug, name, live, button.
	 */
	public function campaigns( bool $fresh = false ) {
		return $this->remember(
			self::CAMPAIGNS,
			$fresh,
			function () {
				$said = $this->ask( 'GET', '/v1/campaigns' );
				if ( is_wp_error( $said ) ) {
					return $said;
				}
				$found = Answers::campaigns( $said );
				Buttons::keep( $this->address, $found );
				return $found;
			}
		);
	}

	/**
	 * The templates and their fields, for pickers.
	 *
	 * @param bool $fresh Ask, even if the answer is remembered.
	 * @return array[]|WP_Error Each with id, name, fields (each name, type).
	 */
	public function templates( bool $fresh = false ) {
		return $this->remember(
			self::TEMPLATES,
			$fresh,
			function () {
				$found = array();
				for ( $page = 1; $page <= 20; $page++ ) {
					$said = $this->ask( 'GET', '/v1/content/templates?page=' . $page );
					if ( is_wp_error( $said ) ) {
						return $said;
					}
					$found = array_merge( $found, Answers::templates( $said ) );
					if ( empty( $said['Next'] ) ) {
						break;
					}
				}
				return $found;
			}
		);
	}

	/**
	 * Whether the key is good for what this plug-in does.
	 *
	 * @return true|WP_Error
	 */
	public function test() {
		$said = $this->ask( 'POST', '/v1/content/test', array() );
		return is_wp_error( $said ) ? $said : true;
	}

	/**
	 * A link that makes the document when it is opened.
	 *
	 * @param string $template The template's id.
	 * @param array  $fields   Values by the template's field names.
	 * @return string|WP_Error Its address.
	 */
	public function make_link( string $template, array $fields ) {
		$said = $this->ask( 'POST', '/v1/content/url', self::wanted( $template, $fields ), 10 );
		if ( is_wp_error( $said ) ) {
			return $said;
		}
		return self::address_in( $said['Url'] ?? '' );
	}

	/**
	 * A document, made now.
	 *
	 * @param string $template   The template's id.
	 * @param array  $fields     Values by the template's field names.
	 * @param int    $patience_s How long to wait for it.
	 * @return string|WP_Error The file's address, for half an hour. `personalia_slow`: not ready in time.
	 */
	public function make_document( string $template, array $fields, int $patience_s = 20 ) {
		$said = $this->ask( 'POST', '/v1/content', self::wanted( $template, $fields ), 10 );
		if ( is_wp_error( $said ) ) {
			return $said;
		}
		$path = '/v1/content?requestId=' . rawurlencode( (string) ( $said['RequestId'] ?? '' ) );
		$end  = microtime( true ) + $patience_s;
		while ( microtime( true ) < $end ) {
			$said = $this->ask( 'GET', $path );
			if ( is_wp_error( $said ) ) {
				return $said;
			}
			if ( 'Completed' === ( $said['Status'] ?? '' ) ) {
				return self::address_in( $said['URLs'][0] ?? '' );
			}
			if ( 'Failed' === ( $said['Status'] ?? '' ) ) {
				return Answers::failure( $said );
			}
			usleep( 300000 );
		}
		return new WP_Error( 'personalia_slow', __( 'The document takes longer than expected.', 'personalia-forms' ) );
	}

	/**
	 * A remembered answer, or a new one. Mistakes are remembered for a moment too, so that a server that is down does not slow every
	 * page of the admin; what is remembered holds only for this address and this key.
	 *
	 * @param string   $name  The transient.
	 * @param bool     $fresh Ask anew.
	 * @param callable $ask   Asks.
	 * @return array|WP_Error
	 */
	private function remember( string $name, bool $fresh, callable $ask ) {
		$whose = hash_hmac( 'sha256', $this->address . ' ' . $this->key, wp_salt( 'auth' ) );
		$kept  = get_transient( $name );
		if ( ! $fresh && is_array( $kept ) && ( $kept['whose'] ?? '' ) === $whose ) {
			return $kept['said'];
		}
		$said = $ask();
		set_transient(
			$name,
			array(
				'whose' => $whose,
				'said'  => $said,
			),
			is_wp_error( $said ) ? 20 : 5 * MINUTE_IN_SECONDS
		);
		return $said;
	}

	/**
	 * One request.
	 *
	 * @param string     $method    GET or POST.
	 * @param string     $path      From /v1 on.
	 * @param array|null $body      Sent as JSON.
	 * @param int        $timeout_s Patience.
	 * @return array|WP_Error
	 */
	private function ask( string $method, string $path, $body = null, int $timeout_s = 5 ) {
		if ( '' === $this->address || '' === $this->key ) {
			return new WP_Error( 'personalia_unset', __( 'The server’s address or the key is missing: enter them under Settings, Personalia Forms.', 'personalia-forms' ) );
		}
		$options = array(
			'method'      => $method,
			'timeout'     => $timeout_s,
			'redirection' => 0, // The key goes to the address that was entered, and nowhere else.
			'headers'     => array(
				'Authorization' => 'ApiKey ' . $this->key,
				'Accept'        => 'application/json',
			),
		);
		if ( null !== $body ) {
			$options['headers']['Content-Type'] = 'application/json';
			$options['body']                    = wp_json_encode( (object) $body );
		}
		$answer = wp_remote_request( $this->address . $path, $options );
		if ( is_wp_error( $answer ) ) {
			/* translators: 1: the server's address, 2: the reason in WordPress's words. */
			return new WP_Error( 'personalia_unreachable', sprintf( __( '%1$s does not answer: %2$s', 'personalia-forms' ), $this->address, $answer->get_error_message() ) );
		}
		$said = json_decode( wp_remote_retrieve_body( $answer ), true );
		return $this->understand( (int) wp_remote_retrieve_response_code( $answer ), $said );
	}

	/**
	 * An answer's meaning.
	 *
	 * @param int   $status Of HTTP.
	 * @param mixed $said   The body's JSON.
	 * @return array|WP_Error
	 */
	private function understand( int $status, $said ) {
		if ( 200 === $status && is_array( $said ) ) {
			return $said;
		}
		$data   = array( 'status' => $status );
		$reason = is_array( $said ) && isset( $said['Reason'] ) && is_string( $said['Reason'] ) ? $said['Reason'] : '';
		if ( 401 === $status ) {
			return new WP_Error( 'personalia_key', __( 'The server does not know this key. Copy it again, or make a new one in its admin.', 'personalia-forms' ), $data );
		}
		if ( $status >= 300 && $status < 400 ) {
			return new WP_Error( 'personalia_moved', __( 'The server answers from another address. Enter the one that the browser shows (perhaps https instead of http).', 'personalia-forms' ), $data );
		}
		if ( '' === $reason ) {
			/* translators: 1: the server's address, 2: a status number of HTTP. */
			$reason = sprintf( __( '%1$s is not a Personalia server, or something stands in front of it (answer %2$d).', 'personalia-forms' ), $this->address, $status );
			return new WP_Error( 'personalia_other', $reason, $data );
		}
		return Answers::mistake( 'personalia_refused', $said, $reason, $data );
	}

	/**
	 * A request's body.
	 *
	 * @param string $template The template's id.
	 * @param array  $fields   Values by name.
	 */
	private static function wanted( string $template, array $fields ): array {
		return array(
			'TemplateId' => $template,
			'Fields'     => (object) $fields,
			'Output'     => array( 'Format' => 'PDF' ),
		);
	}

	/**
	 * An address that a browser may be sent to.
	 *
	 * @param mixed $said From the server.
	 * @return string|WP_Error
	 */
	private static function address_in( $said ) {
		$address = is_string( $said ) ? esc_url_raw( $said, array( 'http', 'https' ) ) : '';
		return '' !== $address ? $address : new WP_Error( 'personalia_other', __( 'The server’s answer could not be read.', 'personalia-forms' ) );
	}
}
