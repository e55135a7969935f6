<?php
/**
 * Elementor Pro's forms: "Send a personalised document".
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

use Elementor\Controls_Manager;
use Elementor\Repeater;
use ElementorPro\Modules\Forms\Classes\Action_Base;
use WP_Error;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Asks the server for the document and sends the visitor to it. The key is used here and never reaches a browser.
 */
class Form_Action extends Action_Base {

	/**
	 * Its own settings in a form.
	 */
	const SETTINGS = array( 'personalia_template', 'personalia_delivery', 'personalia_fields' );

	/**
	 * Its name in stored forms.
	 */
	public function get_name() {
		return 'personalia_document';
	}

	/**
	 * Its name in the list.
	 */
	public function get_label() {
		return esc_html__( 'Send a personalised document', 'personalia-forms' );
	}

	/**
	 * The panel.
	 *
	 * @param \Elementor\Widget_Base $widget The form.
	 */
	public function register_settings_section( $widget ) {
		$templates = Elementor::is_editing() ? Server::configured()->templates() : array();
		$widget->start_controls_section(
			'section_personalia_document',
			array(
				'label'     => esc_html__( 'Personalised document', 'personalia-forms' ),
				'condition' => array( 'submit_actions' => $this->get_name() ),
			)
		);
		if ( is_wp_error( $templates ) ) {
			$widget->add_control(
				'personalia_notice',
				array(
					'type'            => Controls_Manager::RAW_HTML,
					'raw'             => esc_html( $templates->get_error_message() ),
					'content_classes' => 'elementor-panel-alert elementor-panel-alert-warning',
				)
			);
			$templates = array();
		}
		$this->add_controls( $widget, $templates );
		$widget->end_controls_section();
	}

	/**
	 * The section's controls.
	 *
	 * @param \Elementor\Widget_Base $widget    The form.
	 * @param array[]                $templates From the server.
	 */
	private function add_controls( $widget, array $templates ): void {
		$widget->add_control(
			'personalia_template',
			array(
				'label'   => esc_html__( 'Template', 'personalia-forms' ),
				'type'    => Controls_Manager::SELECT,
				'default' => '',
				'options' => array( '' => esc_html__( 'Choose a template', 'personalia-forms' ) ) + array_map( 'esc_html', wp_list_pluck( $templates, 'name', 'id' ) ),
			)
		);
		$widget->add_control(
			'personalia_delivery',
			array(
				'label'   => esc_html__( 'The visitor gets', 'personalia-forms' ),
				'type'    => Controls_Manager::SELECT,
				'default' => 'download',
				'options' => array(
					'download' => esc_html__( 'the document, at once', 'personalia-forms' ),
					'link'     => esc_html__( 'a link that makes the document when it is opened', 'personalia-forms' ),
				),
			)
		);
		$rows = new Repeater();
		$rows->add_control(
			'personalia_name',
			array(
				'label'   => esc_html__( 'Field of the template', 'personalia-forms' ),
				'type'    => Controls_Manager::SELECT,
				'options' => self::field_options( $templates ),
			)
		);
		$rows->add_control(
			'personalia_text',
			array(
				'label'       => esc_html__( 'What goes into it', 'personalia-forms' ),
				'type'        => Controls_Manager::TEXT,
				'placeholder' => '[field id="name"]',
				'ai'          => array( 'active' => false ),
				'description' => esc_html__( 'A form field’s shortcode (in its “Advanced” tab), a text, or both.', 'personalia-forms' ),
			)
		);
		$widget->add_control(
			'personalia_fields',
			array(
				'label'       => esc_html__( 'Fields', 'personalia-forms' ),
				'type'        => Controls_Manager::REPEATER,
				'fields'      => $rows->get_controls(),
				'title_field' => '{{{ personalia_name }}}',
				'description' => esc_html__( 'Fields whose id or label is the template field’s name need no row.', 'personalia-forms' ),
			)
		);
	}

	/**
	 * The names of all templates' fields, each with the templates that have it.
	 *
	 * @param array[] $templates From the server.
	 */
	private static function field_options( array $templates ): array {
		$where = array();
		foreach ( $templates as $template ) {
			foreach ( $template['fields'] as $field ) {
				$where[ $field['name'] ][] = $template['name'];
			}
		}
		$options = array();
		foreach ( $where as $name => $names ) {
			$options[ $name ] = esc_html( $name . ' (' . implode( ', ', $names ) . ')' );
		}
		return $options;
	}

	/**
	 * The form was sent.
	 *
	 * @param \ElementorPro\Modules\Forms\Classes\Form_Record  $record       What was sent.
	 * @param \ElementorPro\Modules\Forms\Classes\Ajax_Handler $ajax_handler The answer.
	 */
	public function run( $record, $ajax_handler ) {
		$settings = (array) $record->get( 'form_settings' );
		$template = (string) ( $settings['personalia_template'] ?? '' );
		$map      = $this->map( $template, $settings, (array) $record->get( 'fields' ) );
		if ( is_wp_error( $map ) ) {
			$this->refuse( $map, null, $ajax_handler );
			return;
		}
		$address = $this->make( $template, $map->values(), (string) ( $settings['personalia_delivery'] ?? 'download' ) );
		if ( is_wp_error( $address ) ) {
			$this->refuse( $address, $map, $ajax_handler );
			return;
		}
		$ajax_handler->add_response_data( 'redirect_url', $address );
	}

	/**
	 * How the answers become values.
	 *
	 * @param string  $template The template's id.
	 * @param array   $settings The action's.
	 * @param array[] $answers  The form's fields by id.
	 * @return Field_Map|WP_Error
	 */
	private function map( string $template, array $settings, array $answers ) {
		$templates = Server::configured()->templates();
		if ( is_wp_error( $templates ) ) {
			return $templates;
		}
		$rows = array();
		foreach ( (array) ( $settings['personalia_fields'] ?? array() ) as $row ) {
			if ( ! empty( $row['personalia_name'] ) ) {
				$rows[ $row['personalia_name'] ] = (string) ( $row['personalia_text'] ?? '' );
			}
		}
		foreach ( $templates as $known ) {
			if ( $known['id'] === $template ) {
				return new Field_Map( $known['fields'], $rows, $answers );
			}
		}
		return new WP_Error( 'personalia_template', __( 'The form’s template is not on the server (any more).', 'personalia-forms' ) );
	}

	/**
	 * The document's address.
	 *
	 * @param string   $template The template's id.
	 * @param string[] $values   By the template's field names.
	 * @param string   $delivery download or link.
	 * @return string|WP_Error
	 */
	private function make( string $template, array $values, string $delivery ) {
		$server = Server::configured();
		if ( 'link' === $delivery ) {
			return $server->make_link( $template, $values );
		}
		$address = $server->make_document( $template, $values );
		// A link does not need the browser to wait.
		return is_wp_error( $address ) && 'personalia_slow' === $address->get_error_code() ? $server->make_link( $template, $values ) : $address;
	}

	/**
	 * Says what is wrong: beside the field that it concerns, or below the form. Reasons that only staff can mend are told to staff alone.
	 *
	 * @param WP_Error                                         $error        What happened.
	 * @param Field_Map|null                                   $map          Where fields come from.
	 * @param \ElementorPro\Modules\Forms\Classes\Ajax_Handler $ajax_handler The answer.
	 */
	private function refuse( WP_Error $error, $map, $ajax_handler ): void {
		$data   = (array) $error->get_error_data();
		$beside = $map && isset( $data['field'] ) ? $map->beside( $data['field'] ) : '';
		if ( '' !== $beside ) {
			$ajax_handler->add_error( $beside, esc_html( $error->get_error_message() ) );
			return;
		}
		$ajax_handler->add_error_message( esc_html__( 'Your document could not be made. Please try again later.', 'personalia-forms' ) );
		if ( current_user_can( 'edit_posts' ) ) {
			$ajax_handler->add_error_message( esc_html( $error->get_error_message() ) );
		}
	}

	/**
	 * A form that is exported takes nothing of this site's server along.
	 *
	 * @param array $element The form.
	 */
	public function on_export( $element ) {
		foreach ( self::SETTINGS as $name ) {
			unset( $element[ $name ], $element['settings'][ $name ] );
		}
		return $element;
	}
}
