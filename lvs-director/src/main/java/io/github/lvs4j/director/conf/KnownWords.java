package io.github.lvs4j.director.conf;

import java.util.Set;

/**
 * The words of keepalived.conf(5) by block that lvs4j reads past with a warning: it has no counterpart for them. Words that
 * are honoured stand with the reader of their block.
 */
final class KnownWords {

    static final Set<String> TOP_LEVEL = words("virtual_server_group vrrp_track_process bfd_instance track_group"
            + " static_ipaddress static_routes static_rules interface_up_down_delays linkbeat_interfaces"
            + " garp_group SSL net_namespace net_namespace_ipvs namespace_with_ipsets instance use_pid_dir"
            + " child_wait_time linkbeat_use_polling");

    static final Set<String> GLOBAL_DEFS =
            words("no_checker_emails checker_log_all_failures vrrp_mcast_group4 vrrp_mcast_group6"
                    + " vrrp_min_garp vrrp_garp_extra_if"
                    + " vrrp_lower_prio_no_advert vrrp_higher_prio_send_advert"
                    + " vrrp_skip_check_adv_addr vrrp_owner_ignore_adverts"
                    + " vrrp_delay_after_boot default_interface dynamic_interfaces vrrp_priority checker_priority"
                    + " bfd_priority vrrp_rt_priority checker_rt_priority bfd_rt_priority vrrp_cpu_affinity"
                    + " checker_cpu_affinity bfd_cpu_affinity vrrp_no_swap checker_no_swap bfd_no_swap"
                    + " vrrp_rlimit_rttime checker_rlimit_rttime bfd_rlimit_rttime vrrp_rlimit_rtime"
                    + " checker_rlimit_rtime bfd_rlimit_rtime max_auto_priority min_auto_priority_delay vrrp_iptables"
                    + " vrrp_ipsets nftables nftables_priority nftables_counters nftables_ifindex nftables_ipvs"
                    + " nftables_ipvs_start_fwmark disable_local_igmp vrrp_netlink_cmd_rcv_bufs"
                    + " vrrp_netlink_cmd_rcv_bufs_force vrrp_netlink_monitor_rcv_bufs"
                    + " vrrp_netlink_monitor_rcv_bufs_force lvs_netlink_cmd_rcv_bufs lvs_netlink_cmd_rcv_bufs_force"
                    + " lvs_netlink_monitor_rcv_bufs lvs_netlink_monitor_rcv_bufs_force process_monitor_rcv_bufs"
                    + " process_monitor_rcv_bufs_force vrrp_rx_bufs_policy vrrp_rx_bufs_multiplier lvs_sync_daemon"
                    + " lvs_timeouts lvs_flush lvs_flush_on_stop lvs_flush_onstop notify_fifo notify_fifo_script"
                    + " vrrp_notify_fifo vrrp_notify_fifo_script lvs_notify_fifo lvs_notify_fifo_script"
                    + " vrrp_notify_priority_changes fifo_write_vrrp_states_on_reload rs_init_notifies"
                    + " use_symlink_paths set_supplementary_groups umask startup_script"
                    + " shutdown_script startup_script_timeout shutdown_script_timeout snmp_socket enable_snmp_vrrp"
                    + " enable_snmp_checker enable_snmp_keepalived enable_snmp_rfc enable_snmp_rfcv2 enable_snmp_rfcv3"
                    + " enable_traps snmp_vs_stats_update_interval snmp_rs_stats_update_interval enable_dbus"
                    + " dbus_service_name dbus_no_interface_name state_dump_file stats_dump_file json_dump_file"
                    + " json_version reload_check_config reload_time_file reload_repeat reload_file config_save_dir"
                    + " tmp_config_directory include_check random_seed data_use_instance log_unknown_vrids"
                    + " process_names vrrp_process_name checker_process_name bfd_process_name process_name vmac_prefix"
                    + " vmac_addr_prefix net_namespace net_namespace_ipvs instance use_pid_dir child_wait_time"
                    + " linkbeat_use_polling namespace_with_ipsets lvs_id plugin_dir");

    private static final String TRACKING_AND_NOTIFYING =
            "track_process track_bfd notify_master notify_backup notify_fault"
                    + " notify_stop notify notify_deleted notify_priority_changes ";

    static final Set<String> SYNC_GROUP = words(TRACKING_AND_NOTIFYING + "global_tracking");

    static final Set<String> INSTANCE = words(TRACKING_AND_NOTIFYING
            + "no_virtual_ipaddress track_src_ip"
            + " mcast_dst_ip vrf unicast_fault_no_peer old_unicast_checksum"
            + " garp_extra_if garp_min min_garp lower_prio_no_advert"
            + " higher_prio_send_advert skip_check_adv_addr strict_mode owner_ignore_adverts"
            + " timer_expired_backup dont_track_primary linkbeat_use_polling promote_secondaries kernel_rx_buf_size"
            + " debug native_ipv6 no_accept use_vmac_addr"
            + " notify_master_rx_lower_pri lvs_sync_daemon_interface track_group");

    static final Set<String> VIRTUAL_SERVER =
            words("ha_suspend omega quorum_up quorum_down" + " sorry_server_lvs_method snmp_name hashed");

    static final Set<String> REAL_SERVER = words("notify_up notify_down snmp_name lvs_method lb_kind"
            + " SMTP_CHECK DNS_CHECK UDP_CHECK PING_CHECK MISC_CHECK FILE_CHECK BFD_CHECK");

    private static final String EVERY_CHECK = "bind_if fwmark log_all_failures ";

    static final Set<String> TCP_CHECK = words(EVERY_CHECK);

    static final Set<String> HTTP_GET = words(EVERY_CHECK + "tls_compliant");

    static final Set<String> URL =
            words("regex regex_no_match regex_options regex_stack regex_min_offset regex_max_offset enable_sni");

    private KnownWords() {}

    private static Set<String> words(String list) {
        return Set.of(list.trim().split(" +"));
    }
}
