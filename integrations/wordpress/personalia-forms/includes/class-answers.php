<?php
/**
 * What the server's answers mean.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

use WP_Error;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Nothing in an answer is trusted to be there: rows that are not what they should be are left out.
 */
final class Answers {

	/**
	 * Why a document could not be made.
	 *
	 * @param array $said The answer to a poll.
	 */
	public static function failure( array $said ): WP_Error {
		$why = $said['FailureDescription']['Reason'] ?? '';
		return self::mistake( 'personalia_failed', $said, is_string( $why ) ? $why : '' );
	}

	/**
	 * An error with the server's reason; or, where it is a field that the visitor can mend, with the field and a sentence for them.
	 *
	 * @param string $code   Of the error.
	 * @param array  $said   An answer with ErrorId and ErrorParameters.
	 * @param string $reason The server's.
	 * @param array  $data   Of the error.
	 */
	public static function mistake( string $code, array $said, string $reason, array $data = array() ): WP_Error {
		$named = is_array( $said['ErrorParameters'] ?? null ) ? array_filter( $said['ErrorParameters'], 'is_string' ) : array();
		if ( isset( $named['FieldName'] ) ) {
			$sentence = self::sentence( (int) ( $said['ErrorId'] ?? 0 ), $said['error']['code'] ?? '', $named['Character'] ?? '' );
			// What failed while it was made is only a visitor's to mend where there is a sentence for it.
			if ( '' !== $sentence || 'personalia_failed' !== $code ) {
				$data['field'] = $named['FieldName'];
			}
			$reason = '' !== $sentence ? $sentence : $reason;
		}
		return new WP_Error( $code, $reason, $data );
	}

	/**
	 * What a visitor can do about it, or ''.
	 *
	 * @param int    $id        The server's number for it.
	 * @param mixed  $word      The server's word for it.
	 * @param string $character The letter or sign that it is about.
	 */
	private static function sentence( int $id, $word, string $character ): string {
		if ( 1008 === $id && '' !== $character ) {
			/* translators: %s: a letter or sign that the visitor has written. */
			return sprintf( __( 'The sign “%s” cannot be set in this design. Please write it another way.', 'personalia-forms' ), $character );
		}
		if ( 1009 === $id ) {
			return __( 'This does not fit into the design. Please make it shorter.', 'personalia-forms' );
		}
		if ( 112 === $id ) {
			return __( 'Please write a date such as 2027-04-01.', 'personalia-forms' );
		}
		if ( 113 === $id ) {
			return __( 'Please write a number in digits, such as 1234.50.', 'personalia-forms' );
		}
		return 'too_long' === $word ? __( 'This is too long. Please make it shorter.', 'personalia-forms' ) : '';
	}

	/**
	 * The campaigns in an answer; rows that are none are left out.
	 *
	 * @param array $said The server's list.
	 */
	public static function campaigns( array $said ): array {
		$found = array();
		foreach ( $said as $row ) {
			if ( is_array( $row ) && isset( $row['Slug'] ) && Embed::is_campaign( $row['Slug'] ) ) {
				$found[] = array(
					'slug'   => $row['Slug'],
					'name'   => isset( $row['Name'] ) && is_string( $row['Name'] ) ? $row['Name'] : $row['Slug'],
					'live'   => ! empty( $row['Live'] ),
					'button' => isset( $row['Button'] ) && is_string( $row['Button'] ) ? trim( $row['Button'] ) : '',
				);
			}
		}
		return $found;
	}

	/**
	 * The templates in an answer.
	 *
	 * @param array $said The server's page of the list.
	 */
	public static function templates( array $said ): array {
		$found = array();
		foreach ( (array) ( $said['Templates'] ?? array() ) as $row ) {
			if ( ! is_array( $row ) || ! isset( $row['TemplateId'] ) || ! is_string( $row['TemplateId'] ) ) {
				continue;
			}
			$fields = array();
			foreach ( (array) ( $row['Fields'] ?? array() ) as $field ) {
				if ( is_array( $field ) && isset( $field['Name'] ) && is_string( $field['Name'] ) ) {
					$fields[] = array(
						'name' => $field['Name'],
						'type' => (string) ( $field['Kind'] ?? ( $field['Type'] ?? 'String' ) ),
					);
				}
			}
			$found[] = array(
				'id'     => $row['TemplateId'],
				'name'   => isset( $row['Name'] ) && is_string( $row['Name'] ) ? $row['Name'] : $row['TemplateId'],
				'fields' => $fields,
			);
		}
		return $found;
	}
}
