<?php
/**
 * A form's answers as a template's values.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Fields that bear the same name find each other; rows of the action's settings say the rest.
 */
final class Field_Map {

	/**
	 * The template's fields, each name and type.
	 *
	 * @var array[]
	 */
	private $wanted;

	/**
	 * Texts by the template's field names, as the settings' rows give them: [field id="name"] stands for an answer.
	 *
	 * @var string[]
	 */
	private $rows;

	/**
	 * The form's fields by id: each has value and perhaps title.
	 *
	 * @var array[]
	 */
	private $answers;

	/**
	 * A map.
	 *
	 * @param array[]  $wanted  The template's fields.
	 * @param string[] $rows    Texts by name.
	 * @param array[]  $answers The form's fields by id.
	 */
	public function __construct( array $wanted, array $rows, array $answers ) {
		$this->wanted  = $wanted;
		$this->rows    = $rows;
		$this->answers = $answers;
	}

	/**
	 * What is sent: a text for each of the template's fields.
	 */
	public function values(): array {
		$values = array();
		foreach ( $this->wanted as $field ) {
			$values[ $field['name'] ] = self::as_sent( $this->text( $field['name'] ), $field['type'] );
		}
		return $values;
	}

	/**
	 * The form's field beside which a mistake in a template's field belongs, or ''.
	 *
	 * @param string $name The template's field.
	 */
	public function beside( string $name ): string {
		if ( isset( $this->rows[ $name ] ) ) {
			return preg_match( '/\[field id="([^"]+)"\]/', $this->rows[ $name ], $found ) && isset( $this->answers[ $found[1] ] ) ? $found[1] : '';
		}
		return $this->namesake( $name );
	}

	/**
	 * A template field's text.
	 *
	 * @param string $name The template's field.
	 */
	private function text( string $name ): string {
		if ( ! isset( $this->rows[ $name ] ) ) {
			return $this->answer( $this->namesake( $name ) );
		}
		return (string) preg_replace_callback(
			'/\[field id="([^"]+)"\]/',
			function ( $found ) {
				return $this->answer( $found[1] );
			},
			$this->rows[ $name ]
		);
	}

	/**
	 * A form field's answer as text.
	 *
	 * @param string $id The form's field.
	 */
	private function answer( string $id ): string {
		$value = $this->answers[ $id ]['value'] ?? '';
		$value = is_array( $value ) ? implode( ', ', array_filter( $value, 'is_scalar' ) ) : $value;
		return is_scalar( $value ) ? trim( (string) $value ) : '';
	}

	/**
	 * The form's field whose id or title is the name, however it is spelt: First Name, first_name, firstname.
	 *
	 * @param string $name The template's field.
	 */
	private function namesake( string $name ): string {
		$plain = self::plain( $name );
		foreach ( $this->answers as $id => $answer ) {
			if ( self::plain( (string) $id ) === $plain || self::plain( (string) ( $answer['title'] ?? '' ) ) === $plain ) {
				return (string) $id;
			}
		}
		return '';
	}

	/**
	 * A name without its spelling.
	 *
	 * @param string $name Any name.
	 */
	private static function plain( string $name ): string {
		$plain = (string) preg_replace( '/[\s_-]+/u', '', $name );
		return function_exists( 'mb_strtolower' ) ? mb_strtolower( $plain, 'UTF-8' ) : strtolower( $plain );
	}

	/**
	 * A text in the server's spelling: dates 2025-04-01, yes and no 1 and 0, numbers without spaces and thousands' commas. What is none of
	 * these goes as it is: the server says what is wrong with it.
	 *
	 * @param string $text The answer.
	 * @param string $type The template field's.
	 */
	private static function as_sent( string $text, string $type ): string {
		if ( 'Boolean' === $type ) {
			return in_array( strtolower( $text ), array( '', '0', 'no', 'false', 'off' ), true ) ? '0' : '1';
		}
		if ( 'Number' === $type ) {
			$plain = (string) preg_replace( '/[\s\x{00a0}\x{202f}\']+/u', '', $text );
			return preg_match( '/^-?\d{1,3}(,\d{3})+(\.\d+)?$/', $plain ) ? str_replace( ',', '', $plain ) : $plain;
		}
		if ( 'Date' === $type && '' !== $text && ! preg_match( '/^\d{4}-\d{2}-\d{2}$/', $text ) ) {
			$date = date_create_immutable_from_format( '!' . get_option( 'date_format' ), $text );
			return $date ? $date->format( 'Y-m-d' ) : $text;
		}
		return $text;
	}
}
