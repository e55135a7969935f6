<?php
/**
 * Who may ask this site for what, and what is sent to the server.
 *
 * @package Personalia_Forms
 */

namespace Personalia_Forms\Tests;

final class RestTest extends Plugin_Test {

	const CAMPAIGNS = '/personalia-forms/v1/campaigns';
	const TEMPLATES = '/personalia-forms/v1/templates';
	const TEST      = '/personalia-forms/v1/test';

	private function server_lists_spring(): void {
		$row = array(
			'Id'   => '1',
			'Slug' => 'spring',
			'Name' => 'Spring fair',
			'Url'  => self::SERVER . '/c/spring/',
			'Live' => true,
		);
		$this->server_says( 'GET /v1/campaigns', array( $row ) );
	}

	public function test_who_writes_may_list_campaigns(): void {
		$this->become( 'contributor' );
		$this->server_lists_spring();

		list( $status, $data ) = $this->rest( 'GET', self::CAMPAIGNS );

		$this->assertSame( 200, $status );
		$this->assertSame( 'spring', $data[0]['slug'] );
		$this->assertTrue( $data[0]['live'] );
		$this->assertSame( 'ApiKey ' . self::KEY, $this->sent[0]['headers']['Authorization'] );
		$this->assertSame( 0, $this->sent[0]['redirection'] );
	}

	/**
	 * @dataProvider forbidden
	 */
	public function test_others_may_not( string $role, string $method, string $path ): void {
		if ( $role ) {
			$this->become( $role );
		}

		list( $status ) = $this->rest( $method, $path, array( 'server' => self::SERVER ) );

		$this->assertSame( $role ? 403 : 401, $status );
		$this->assertSame( array(), $this->sent );
	}

	public static function forbidden(): array {
		return array(
			array( '', 'GET', self::CAMPAIGNS ),
			array( '', 'GET', self::TEMPLATES ),
			array( '', 'POST', self::TEST ),
			array( 'subscriber', 'GET', self::CAMPAIGNS ),
			array( 'subscriber', 'GET', self::TEMPLATES ),
			array( 'editor', 'POST', self::TEST ),
		);
	}

	public function test_a_list_is_remembered_until_somebody_asks_anew(): void {
		$this->become( 'contributor' );
		$this->server_lists_spring();

		$this->rest( 'GET', self::CAMPAIGNS );
		$this->rest( 'GET', self::CAMPAIGNS );
		$this->assertCount( 1, $this->sent );
		$this->rest( 'GET', self::CAMPAIGNS, array( 'fresh' => true ) );
		$this->assertCount( 2, $this->sent );
	}

	public function test_what_is_remembered_is_not_another_keys(): void {
		$this->become( 'contributor' );
		$this->server_lists_spring();
		$this->rest( 'GET', self::CAMPAIGNS );

		$this->set_settings( array( 'key' => 'pk_live_another-one' ) );
		$this->rest( 'GET', self::CAMPAIGNS );

		$this->assertCount( 2, $this->sent );
	}

	public function test_templates_come_with_their_fields_over_several_pages(): void {
		$this->become( 'contributor' );
		$field = array(
			'Name' => 'First Name',
			'Type' => 'String',
		);
		foreach ( array( 1, 2 ) as $page ) {
			$template = array(
				'TemplateId' => "t$page",
				'Name'       => "Template $page",
				'Fields'     => array( $field ),
			);
			$said     = array(
				'Templates' => array( $template ),
				'Next'      => 1 === $page ? self::SERVER . '/v1/content/templates?page=2' : null,
			);
			$this->server_says( "GET /v1/content/templates?page=$page", $said );
		}

		list( , $data ) = $this->rest( 'GET', self::TEMPLATES );

		$this->assertSame( array( 't1', 't2' ), wp_list_pluck( $data, 'id' ) );
		$this->assertSame( 'First Name', $data[1]['fields'][0]['name'] );
	}

	public function test_a_server_that_refuses_is_no_lost_login(): void {
		$this->become( 'contributor' );
		$this->server_says( 'GET /v1/campaigns', array( 'Reason' => 'unknown' ), 401 );

		list( $status, $data ) = $this->rest( 'GET', self::CAMPAIGNS );

		$this->assertSame( 502, $status );
		$this->assertStringContainsString( 'does not know this key', $data['message'] );
	}

	public function test_the_test_uses_the_kept_key_with_the_kept_address(): void {
		$this->become( 'administrator' );
		$this->server_says( 'POST /v1/content/test', array( 'Message' => 'API key exists.' ) );
		$this->server_lists_spring();

		list( $status, $data ) = $this->rest( 'POST', self::TEST, array( 'server' => self::SERVER . '/' ) );

		$this->assertSame( 200, $status );
		$this->assertSame( 'Connected. There is 1 campaign.', $data['message'] );
	}

	public function test_the_kept_key_goes_nowhere_else(): void {
		$this->become( 'administrator' );

		list( $status ) = $this->rest( 'POST', self::TEST, array( 'server' => 'https://evil.example' ) );

		$this->assertSame( 502, $status );
		$this->assertSame( array(), $this->sent );
	}

	public function test_a_key_without_the_scope_is_told(): void {
		$this->become( 'administrator' );
		$this->server_says( 'POST /v1/content/test', array( 'Message' => 'API key exists.' ) );
		$this->server_says( 'GET /v1/campaigns', array( 'Reason' => 'it lacks the scope campaigns.' ), 403 );

		list( , $data ) = $this->rest( 'POST', self::TEST, array( 'server' => self::SERVER ) );

		$this->assertStringContainsString( 'may not list campaigns: it lacks the scope', $data['message'] );
	}

	public function test_something_else_at_the_address_is_told(): void {
		$this->become( 'administrator' );
		$this->server_says( 'POST /v1/content/test', array( 'hello' => 'world' ), 404 );

		list( , $data ) = $this->rest( 'POST', self::TEST, array( 'server' => self::SERVER ) );

		$this->assertStringContainsString( 'is not a Personalia server', $data['message'] );
	}
}
