<?php
/**
 * What the campaigns' buttons say.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The text for links. It comes with the list of campaigns, which editors ask for; visitors' pages print it, and ask nobody.
 */
final class Buttons {

	const OPTION = 'personalia_forms_buttons';

	/**
	 * What a campaign's button says, as far as the last list told it; '' otherwise.
	 *
	 * @param string $campaign The end of its address.
	 */
	public static function of( string $campaign ): string {
		$kept = get_option( self::OPTION );
		$text = is_array( $kept ) && ( $kept['server'] ?? '' ) === Settings::server() ? $kept['texts'][ $campaign ] ?? '' : '';
		return is_string( $text ) ? $text : '';
	}

	/**
	 * Remembers the texts of the server in the settings; one that is only tried is no visitor's.
	 *
	 * @param string  $server    Whose list it is.
	 * @param array[] $campaigns The list.
	 */
	public static function keep( string $server, array $campaigns ): void {
		if ( Settings::server() !== $server ) {
			return;
		}
		$kept = array(
			'server' => $server,
			'texts'  => array_filter( wp_list_pluck( $campaigns, 'button', 'slug' ) ),
		);
		update_option( self::OPTION, $kept, true );
	}
}
