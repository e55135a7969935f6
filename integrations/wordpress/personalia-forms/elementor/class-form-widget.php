<?php
/**
 * The Elementor widget.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms;

use Elementor\Controls_Manager;
use Elementor\Widget_Base;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Prints what the shortcode prints. Its looks become rules of Elementor's own style sheet.
 */
class Form_Widget extends Widget_Base {

	/**
	 * Its name in stored pages.
	 */
	public function get_name() {
		return 'personalia_form';
	}

	/**
	 * Its name in the panel.
	 */
	public function get_title() {
		return esc_html__( 'Personalia form', 'personalia-forms' );
	}

	/**
	 * Its icon, from Elementor's set.
	 */
	public function get_icon() {
		return 'eicon-form-horizontal';
	}

	/**
	 * Where the panel shows it.
	 */
	public function get_categories() {
		return array( 'general' );
	}

	/**
	 * What the panel's search finds it by.
	 */
	public function get_keywords() {
		return array( 'personalia', 'form', 'PDF', 'download' );
	}

	/**
	 * The same for every visitor: Elementor's element cache may keep it.
	 */
	protected function is_dynamic_content(): bool {
		return false;
	}

	/**
	 * The panel.
	 */
	protected function register_controls() {
		$this->register_form_controls();
		$this->register_look_controls();
	}

	/**
	 * Which form.
	 */
	private function register_form_controls(): void {
		$this->start_controls_section( 'section_form', array( 'label' => esc_html__( 'Form', 'personalia-forms' ) ) );
		$campaigns = Elementor::is_editing() ? Server::configured()->campaigns() : array();
		if ( is_wp_error( $campaigns ) ) {
			$this->add_control(
				'form_notice',
				array(
					'type'            => Controls_Manager::RAW_HTML,
					'raw'             => esc_html( $campaigns->get_error_message() ),
					'content_classes' => 'elementor-panel-alert elementor-panel-alert-warning',
				)
			);
		}
		$this->add_control(
			'campaign',
			array(
				'label'   => esc_html__( 'Campaign', 'personalia-forms' ),
				'type'    => Controls_Manager::SELECT,
				'default' => '',
				'options' => $this->campaign_options( is_wp_error( $campaigns ) ? array() : $campaigns ),
			)
		);
		$this->add_control(
			'campaign_by_hand',
			array(
				'label'       => esc_html__( 'Another campaign', 'personalia-forms' ),
				'type'        => Controls_Manager::TEXT,
				'ai'          => array( 'active' => false ),
				'description' => esc_html__( 'The end of its address, for one that is not in the list.', 'personalia-forms' ),
			)
		);
		$this->add_control(
			'label',
			array(
				'label'       => esc_html__( 'Text of the link', 'personalia-forms' ),
				'type'        => Controls_Manager::TEXT,
				'ai'          => array( 'active' => false ),
				'description' => esc_html__( 'What visitors without scripts get instead of the form. Empty: what the form’s button says.', 'personalia-forms' ),
			)
		);
		$this->add_control(
			'source',
			array(
				'label'       => esc_html__( 'Source', 'personalia-forms' ),
				'type'        => Controls_Manager::TEXT,
				'ai'          => array( 'active' => false ),
				'description' => esc_html__( 'Names this place in the campaign’s statistics.', 'personalia-forms' ),
			)
		);
		$this->end_controls_section();
	}

	/**
	 * The list of the campaign control.
	 *
	 * @param array[] $campaigns From the server.
	 */
	private function campaign_options( array $campaigns ): array {
		$default = Settings::campaign();
		/* translators: %s: the end of the default campaign's address. */
		$options = array( '' => '' === $default ? esc_html__( 'Choose a campaign', 'personalia-forms' ) : sprintf( esc_html__( 'The default (%s)', 'personalia-forms' ), $default ) );
		foreach ( $campaigns as $row ) {
			/* translators: %s: a campaign's name. */
			$options[ $row['slug'] ] = esc_html( $row['live'] ? $row['name'] : sprintf( __( '%s (not open)', 'personalia-forms' ), $row['name'] ) );
		}
		return $options;
	}

	/**
	 * The form's custom properties.
	 */
	private function register_look_controls(): void {
		$this->start_controls_section(
			'section_looks',
			array(
				'label' => esc_html__( 'Form', 'personalia-forms' ),
				'tab'   => Controls_Manager::TAB_STYLE,
			)
		);
		$colours = array(
			'accent'     => __( 'Accent colour', 'personalia-forms' ),
			'background' => __( 'Background', 'personalia-forms' ),
			'text-color' => __( 'Text colour', 'personalia-forms' ),
		);
		foreach ( $colours as $name => $label ) {
			$this->add_control(
				str_replace( '-', '_', $name ),
				array(
					'label'     => esc_html( $label ),
					'type'      => Controls_Manager::COLOR,
					'selectors' => array( '{{WRAPPER}} personalia-form' => Embed::LOOKS[ $name ][0] . ': {{VALUE}};' ),
				)
			);
		}
		$lengths = array(
			'font-size' => array( __( 'Size of text', 'personalia-forms' ), 12, 28 ),
			'radius'    => array( __( 'Round corners', 'personalia-forms' ), 0, 40 ),
		);
		foreach ( $lengths as $name => list( $label, $least, $most ) ) {
			$this->add_responsive_control(
				str_replace( '-', '_', $name ),
				array(
					'label'      => esc_html( $label ),
					'type'       => Controls_Manager::SLIDER,
					'size_units' => array( 'px' ),
					'range'      => array(
						'px' => array(
							'min' => $least,
							'max' => $most,
						),
					),
					'selectors'  => array( '{{WRAPPER}} personalia-form' => Embed::LOOKS[ $name ][0] . ': {{SIZE}}{{UNIT}};' ),
				)
			);
		}
		$this->add_control(
			'font',
			array(
				'label'     => esc_html__( 'Font', 'personalia-forms' ),
				'type'      => Controls_Manager::FONT,
				'selectors' => array( '{{WRAPPER}} personalia-form' => '--personalia-font: "{{VALUE}}", sans-serif;' ),
			)
		);
		$this->end_controls_section();
	}

	/**
	 * In the page, and in the editor's preview.
	 */
	protected function render() {
		$chosen   = $this->get_settings_for_display();
		$campaign = trim( (string) ( $chosen['campaign_by_hand'] ?? '' ) );
		$campaign = '' !== $campaign ? $campaign : (string) ( $chosen['campaign'] ?? '' );
		if ( Elementor::is_editing() && ( '' === Settings::server() || '' === $campaign . Settings::campaign() ) ) {
			printf( '<p>%s</p>', esc_html__( 'Choose a campaign; the server’s address is entered under Settings, Personalia Forms.', 'personalia-forms' ) );
			return;
		}
		$html = Embed::html(
			array(
				'campaign' => $campaign,
				'label'    => (string) ( $chosen['label'] ?? '' ),
				'source'   => (string) ( $chosen['source'] ?? '' ),
			)
		);
		echo $html; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- every value in it is escaped where it is put in.
	}
}
