<?php
/**
 * The widget and the form action.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms\Tests;

use Elementor\Widgets_Manager;
use ElementorPro\Modules\Forms\Classes\Ajax_Handler;
use ElementorPro\Modules\Forms\Classes\Form_Record;
use ElementorPro\Modules\Forms\Registrars\Form_Actions_Registrar;
use Personalia_Forms\Embed;
use Personalia_Forms\Form_Action;
use Personalia_Forms\Form_Widget;

final class ElementorTest extends Plugin_Test {

	const COUPON = '663eb564-c4dd-4f97-b28a-88386bda7138';

	private function widget(): Form_Widget {
		$manager = new Widgets_Manager();
		do_action( 'elementor/widgets/register', $manager );
		return $manager->widgets['personalia_form'];
	}

	private function action(): Form_Action {
		$registrar = new Form_Actions_Registrar();
		do_action( 'elementor_pro/forms/actions/register', $registrar );
		return $registrar->actions['personalia_document'];
	}

	private function server_has_the_coupon(): void {
		$fields = array();
		foreach ( array(
			'Product'      => 'String',
			'Price'        => 'Number',
			'Expiry Date'  => 'Date',
			'Switch Sides' => 'Boolean',
		) as $name => $type ) {
			$fields[] = array(
				'Name' => $name,
				'Type' => $type,
			);
		}
		$template = array(
			'TemplateId' => self::COUPON,
			'Name'       => 'Coupon',
			'Fields'     => $fields,
		);
		$this->server_says( 'GET /v1/content/templates?page=1', array( 'Templates' => array( $template ), 'Next' => null ) );
	}

	private static function sent_form( array $settings = array(), array $fields = array() ): Form_Record {
		$settings += array( 'personalia_template' => self::COUPON );
		$fields   += array(
			'product'  => array( 'value' => 'iron' ),
			'field_7f' => array(
				'title' => 'Price',
				'value' => '1,250.50',
			),
			'until'    => array( 'value' => '2027-04-01' ),
		);
		return new Form_Record( $settings, $fields );
	}

	private static function rows(): array {
		return array(
			array(
				'personalia_name' => 'Expiry Date',
				'personalia_text' => '[field id="until"]',
			),
		);
	}

	public function test_the_widget_prints_what_the_shortcode_prints(): void {
		$widget         = $this->widget();
		$widget->chosen = array(
			'campaign' => 'spring',
			'label'    => 'Get it',
			'accent'   => '#112233',
		);

		$this->assertSame( do_shortcode( '[personalia campaign="spring" label="Get it"]' ), $widget->printed() );
	}

	public function test_a_campaign_typed_by_hand_goes_first(): void {
		$widget         = $this->widget();
		$widget->chosen = array(
			'campaign'         => 'spring',
			'campaign_by_hand' => ' autumn ',
		);

		$this->assertStringContainsString( 'campaign="autumn"', $widget->printed() );
	}

	public function test_elementors_cache_may_keep_the_widget(): void {
		$this->assertFalse( $this->widget()->is_dynamic() );
	}

	public function test_the_style_controls_set_the_custom_properties(): void {
		$controls = $this->widget()->panel();

		foreach ( Embed::LOOKS as $name => list( $property ) ) {
			$rules = $controls[ str_replace( '-', '_', $name ) ]['selectors'];
			$this->assertStringStartsWith( "$property: ", $rules['{{WRAPPER}} personalia-form'] );
		}
	}

	public function test_the_panel_lists_the_campaigns(): void {
		set_current_screen( 'edit-page' );
		$this->become( 'editor' );
		$this->server_says(
			'GET /v1/campaigns',
			array(
				array(
					'Slug' => 'spring',
					'Name' => 'Spring',
					'Live' => false,
				),
			)
		);

		$this->assertSame( 'Spring (not open)', $this->widget()->panel()['campaign']['options']['spring'] );
	}

	public function test_the_panel_says_why_it_has_no_list(): void {
		set_current_screen( 'edit-page' );
		$this->become( 'editor' );

		$this->assertStringContainsString( 'does not answer', $this->widget()->panel()['form_notice']['raw'] );
	}

	public function test_visitors_pages_ask_the_server_nothing(): void {
		$this->widget()->panel();
		$this->action()->register_settings_section( new \Elementor\Controls_Stack() );

		$this->assertSame( array(), $this->sent );
	}

	public function test_the_actions_section_shows_only_with_the_action(): void {
		set_current_screen( 'edit-page' );
		$this->become( 'editor' );
		$this->server_has_the_coupon();
		$form = new \Elementor\Controls_Stack();

		$this->action()->register_settings_section( $form );

		$this->assertSame( array( 'submit_actions' => 'personalia_document' ), $form->sections['section_personalia_document']['condition'] );
		$this->assertSame( 'Coupon', $form->controls['personalia_template']['options'][ self::COUPON ] );
		$this->assertSame( 'Price (Coupon)', $form->controls['personalia_fields']['fields']['personalia_name']['options']['Price'] );
	}

	public function test_a_link_is_made_from_the_mapped_fields(): void {
		$this->server_has_the_coupon();
		$this->server_says( 'POST /v1/content/url', array( 'Url' => self::SERVER . '/d/?token=1' ) );
		$answer = new Ajax_Handler();

		$this->action()->run(
			self::sent_form(
				array(
					'personalia_delivery' => 'link',
					'personalia_fields'   => self::rows(),
				)
			),
			$answer
		);

		$this->assertSame( self::SERVER . '/d/?token=1', $answer->data['redirect_url'] );
		$this->assertSame(
			array(
				'Product'      => 'iron',
				'Price'        => '1250.50',
				'Expiry Date'  => '2027-04-01',
				'Switch Sides' => '0',
			),
			$this->body_sent( 1 )['Fields']
		);
	}

	public function test_a_document_is_waited_for(): void {
		$this->server_has_the_coupon();
		$this->server_says( 'POST /v1/content', array( 'RequestId' => 'r1' ) );
		$this->server_says( 'GET /v1/content?requestId=r1', array( 'Status' => 'InProgress' ) );
		$this->server_says(
			'GET /v1/content?requestId=r1',
			array(
				'Status' => 'Completed',
				'URLs'   => array( self::SERVER . '/files/coupon.pdf' ),
			)
		);
		$answer = new Ajax_Handler();

		$this->action()->run( self::sent_form( array( 'personalia_fields' => self::rows() ) ), $answer );

		$this->assertSame( self::SERVER . '/files/coupon.pdf', $answer->data['redirect_url'] );
		$this->assertSame( array(), $answer->messages );
	}

	public function test_a_mistake_comes_back_beside_its_field(): void {
		$this->server_has_the_coupon();
		$mistake = array(
			'Reason'          => 'Input field Expiry Date is not a date.',
			'ErrorId'         => 112,
			'ErrorParameters' => array( 'FieldName' => 'Expiry Date' ),
		);
		$this->server_says( 'POST /v1/content', $mistake, 400 );
		$answer = new Ajax_Handler();

		$this->action()->run( self::sent_form( array( 'personalia_fields' => self::rows() ) ), $answer );

		$this->assertSame( array( 'until' => 'Please write a date such as 2027-04-01.' ), $answer->errors );
		$this->assertSame( array(), $answer->data );
	}

	/**
	 * @dataProvider failures
	 */
	public function test_what_a_visitor_wrote_and_the_design_cannot_show_is_said_beside_its_field( int $id, array $named, array $errors ): void {
		$this->server_has_the_coupon();
		$this->server_says( 'POST /v1/content', array( 'RequestId' => 'r1' ) );
		$failed = array(
			'Status'             => 'Failed',
			'FailureDescription' => array(
				'Reason'  => 'Frame 7 of the story is overset.',
				'ErrorId' => $id,
			),
			'ErrorId'            => $id,
			'ErrorParameters'    => $named,
		);
		$this->server_says( 'GET /v1/content?requestId=r1', $failed );
		$answer = new Ajax_Handler();

		$this->action()->run( self::sent_form(), $answer );

		$this->assertSame( $errors, $answer->errors );
		$this->assertCount( $errors ? 0 : 1, $answer->messages );
	}

	public static function failures(): array {
		$sign = array(
			'FieldName' => 'Product',
			'Character' => '☃',
		);
		return array(
			'too long' => array( 1009, array( 'FieldName' => 'Price' ), array( 'field_7f' => 'This does not fit into the design. Please make it shorter.' ) ),
			'sign'     => array( 1008, $sign, array( 'product' => 'The sign “☃” cannot be set in this design. Please write it another way.' ) ),
			'design'   => array( 1008, array( 'FieldName' => 'Product' ), array() ),
			'nobody'   => array( 1009, array(), array() ),
		);
	}

	public function test_a_mistake_in_a_field_of_the_same_name_comes_back_beside_it(): void {
		$this->server_has_the_coupon();
		$this->server_says(
			'POST /v1/content',
			array(
				'Reason'          => 'no number',
				'ErrorParameters' => array( 'FieldName' => 'Price' ),
			),
			400
		);
		$answer = new Ajax_Handler();

		$this->action()->run( self::sent_form(), $answer );

		$this->assertSame( array( 'field_7f' => 'no number' ), $answer->errors );
	}

	public function test_visitors_are_not_told_what_only_staff_can_mend(): void {
		$this->server_has_the_coupon();
		$this->server_says( 'POST /v1/content', array( 'Reason' => 'out of credits' ), 400 );
		$visitors = new Ajax_Handler();
		$staffs   = new Ajax_Handler();

		$this->action()->run( self::sent_form(), $visitors );
		$this->become( 'editor' );
		$this->action()->run( self::sent_form(), $staffs );

		$this->assertSame( array( 'Your document could not be made. Please try again later.' ), $visitors->messages );
		$this->assertContains( 'out of credits', $staffs->messages );
	}

	public function test_a_template_that_is_gone_makes_nothing(): void {
		$this->server_has_the_coupon();
		$answer = new Ajax_Handler();

		$this->action()->run( self::sent_form( array( 'personalia_template' => 'gone' ) ), $answer );

		$this->assertCount( 1, $answer->messages );
		$this->assertCount( 1, $this->sent );
	}

	public function test_an_exported_form_takes_nothing_along(): void {
		$settings = array(
			'personalia_template' => self::COUPON,
			'personalia_delivery' => 'link',
			'personalia_fields'   => self::rows(),
			'form_name'           => 'Coupon',
		);

		$exported = $this->action()->on_export( $settings + array( 'settings' => $settings ) );

		$this->assertSame(
			array(
				'form_name' => 'Coupon',
				'settings'  => array( 'form_name' => 'Coupon' ),
			),
			$exported
		);
	}
}
