package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseTest {
    @Test
    void it_lives_until_its_time_and_longer_when_renewed() {
        Lease lease = new Lease(100);
        assertThat(lease.live(100)).isTrue();
        assertThat(lease.live(101)).isFalse();
        lease.renew(90, 200);
        assertThat(lease.live(200)).isTrue();
        assertThat(lease.live(201)).isFalse();
    }

    @Test
    void lapsed_it_never_opens_again() {
        Lease lease = new Lease(100);
        lease.renew(101, 500);
        lease.renew(102, 500);
        assertThat(lease.live(103)).isFalse();
        assertThat(lease.live(50)).isFalse();
        assertThat(lease.ended()).isFalse();
    }

    @Test
    void ended_it_never_opens_again_and_says_so() {
        Lease lease = new Lease(100);
        lease.end();
        lease.renew(50, 500);
        assertThat(lease.live(50)).isFalse();
        assertThat(lease.ended()).isTrue();
    }
}
