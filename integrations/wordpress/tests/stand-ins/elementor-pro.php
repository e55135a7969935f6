<?php
/**
 * Stand-ins for the classes of Elementor Pro that its developer documentation names. No code of Elementor Pro's, which is not free.
 *
 * @package Personalia_Forms
 */

namespace ElementorPro\Modules\Forms\Classes;

/**
 * An action after submit.
 */
abstract class Action_Base {
	abstract public function get_name();
	abstract public function get_label();
	abstract public function run( $record, $ajax_handler );
	abstract public function register_settings_section( $widget );
	abstract public function on_export( $element );
}

/**
 * A form that was sent.
 */
class Form_Record {

	/**
	 * The form's settings and fields.
	 *
	 * @var array
	 */
	private $data;

	public function __construct( array $settings, array $fields ) {
		$this->data = array(
			'form_settings' => $settings,
			'fields'        => $fields,
		);
	}

	public function get( $name ) {
		return $this->data[ $name ] ?? null;
	}
}

/**
 * The answer to the browser.
 */
class Ajax_Handler {

	/**
	 * Messages by the field's id.
	 *
	 * @var string[]
	 */
	public $errors = array();

	/**
	 * Messages below the form.
	 *
	 * @var string[]
	 */
	public $messages = array();

	/**
	 * By name.
	 *
	 * @var array
	 */
	public $data = array();

	public function add_error( $field, $message = '' ) {
		$this->errors[ $field ] = $message;
		return $this;
	}

	public function add_error_message( $message ) {
		$this->messages[] = $message;
		return $this;
	}

	public function add_response_data( $name, $value ) {
		$this->data[ $name ] = $value;
		return $this;
	}
}

namespace ElementorPro\Modules\Forms\Registrars;

/**
 * Where actions are registered.
 */
class Form_Actions_Registrar {

	/**
	 * By name.
	 *
	 * @var array
	 */
	public $actions = array();

	public function register( $action ) {
		$this->actions[ $action->get_name() ] = $action;
	}
}
