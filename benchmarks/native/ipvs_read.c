/*
 * Prints every attribute of every row that the IPVS generic netlink family gives, one row a line, with the numbers
 * as the kernel sends them: what the tools do not show, and a second opinion on what they do. libc and kernel headers only.
 *
 * Attributes are printed in the order of their numbers in linux/ip_vs.h, whatever order they come in; one that is not
 * named there is printed as attr.NUMBER=BYTES. Addresses are printed with the family that the row names.
 *
 *   cc -O2 -Wall -Wextra -Werror -o ipvs_read ipvs_read.c && ./ipvs_read
 *
 * Exit status 0; 1 when the kernel refuses or has no IPVS, with the reason on standard error.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/genetlink.h>
#include <linux/ip_vs.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 1 << 16, ATTRIBUTES = 64, KEY = 256, SERVICES = 1 << 20 };

/* How an attribute is printed. */
enum kind { HEX, UNSIGNED, UNSIGNED_NETWORK, SIGNED, STRING, ADDRESS, ADDRESS4, ADDRESS6, FLAGS, NETMASK, COUNTERS };

struct field {
    const char *name;
    enum kind kind;
};

static const struct field service_fields[ATTRIBUTES] = {
    [IPVS_SVC_ATTR_AF] = {"af", UNSIGNED},
    [IPVS_SVC_ATTR_PROTOCOL] = {"protocol", UNSIGNED},
    [IPVS_SVC_ATTR_ADDR] = {"addr", ADDRESS},
    [IPVS_SVC_ATTR_PORT] = {"port", UNSIGNED_NETWORK},
    [IPVS_SVC_ATTR_FWMARK] = {"fwmark", UNSIGNED},
    [IPVS_SVC_ATTR_SCHED_NAME] = {"sched_name", STRING},
    [IPVS_SVC_ATTR_FLAGS] = {"flags", FLAGS},
    [IPVS_SVC_ATTR_TIMEOUT] = {"timeout", UNSIGNED},
    [IPVS_SVC_ATTR_NETMASK] = {"netmask", NETMASK},
    [IPVS_SVC_ATTR_STATS] = {"stats", COUNTERS},
    [IPVS_SVC_ATTR_PE_NAME] = {"pe_name", STRING},
    [IPVS_SVC_ATTR_STATS64] = {"stats64", COUNTERS},
};

static const struct field dest_fields[ATTRIBUTES] = {
    [IPVS_DEST_ATTR_ADDR] = {"addr", ADDRESS},
    [IPVS_DEST_ATTR_PORT] = {"port", UNSIGNED_NETWORK},
    [IPVS_DEST_ATTR_FWD_METHOD] = {"fwd_method", UNSIGNED},
    [IPVS_DEST_ATTR_WEIGHT] = {"weight", SIGNED},
    [IPVS_DEST_ATTR_U_THRESH] = {"u_thresh", UNSIGNED},
    [IPVS_DEST_ATTR_L_THRESH] = {"l_thresh", UNSIGNED},
    [IPVS_DEST_ATTR_ACTIVE_CONNS] = {"active_conns", UNSIGNED},
    [IPVS_DEST_ATTR_INACT_CONNS] = {"inact_conns", UNSIGNED},
    [IPVS_DEST_ATTR_PERSIST_CONNS] = {"persist_conns", UNSIGNED},
    [IPVS_DEST_ATTR_STATS] = {"stats", COUNTERS},
    [IPVS_DEST_ATTR_ADDR_FAMILY] = {"addr_family", UNSIGNED},
    [IPVS_DEST_ATTR_STATS64] = {"stats64", COUNTERS},
    [IPVS_DEST_ATTR_TUN_TYPE] = {"tun_type", UNSIGNED},
    [IPVS_DEST_ATTR_TUN_PORT] = {"tun_port", UNSIGNED_NETWORK},
    [IPVS_DEST_ATTR_TUN_FLAGS] = {"tun_flags", UNSIGNED},
};

static const struct field daemon_fields[ATTRIBUTES] = {
    [IPVS_DAEMON_ATTR_STATE] = {"state", UNSIGNED},
    [IPVS_DAEMON_ATTR_MCAST_IFN] = {"mcast_ifn", STRING},
    [IPVS_DAEMON_ATTR_SYNC_ID] = {"sync_id", UNSIGNED},
    [IPVS_DAEMON_ATTR_SYNC_MAXLEN] = {"sync_maxlen", UNSIGNED},
    [IPVS_DAEMON_ATTR_MCAST_GROUP] = {"mcast_group", ADDRESS4},
    [IPVS_DAEMON_ATTR_MCAST_GROUP6] = {"mcast_group6", ADDRESS6},
    [IPVS_DAEMON_ATTR_MCAST_PORT] = {"mcast_port", UNSIGNED},
    [IPVS_DAEMON_ATTR_MCAST_TTL] = {"mcast_ttl", UNSIGNED},
};

static const struct field config_fields[ATTRIBUTES] = {
    [IPVS_CMD_ATTR_TIMEOUT_TCP] = {"tcp", UNSIGNED},
    [IPVS_CMD_ATTR_TIMEOUT_TCP_FIN] = {"tcp_fin", UNSIGNED},
    [IPVS_CMD_ATTR_TIMEOUT_UDP] = {"udp", UNSIGNED},
};

static const struct field info_fields[ATTRIBUTES] = {
    [IPVS_INFO_ATTR_VERSION] = {"version", UNSIGNED},
    [IPVS_INFO_ATTR_CONN_TAB_SIZE] = {"conn_tab_size", UNSIGNED},
};

static const char *const counter_names[] = {
    [IPVS_STATS_ATTR_CONNS] = "conns",   [IPVS_STATS_ATTR_INPKTS] = "inpkts",   [IPVS_STATS_ATTR_OUTPKTS] = "outpkts",
    [IPVS_STATS_ATTR_INBYTES] = "inbytes", [IPVS_STATS_ATTR_OUTBYTES] = "outbytes", [IPVS_STATS_ATTR_CPS] = "cps",
    [IPVS_STATS_ATTR_INPPS] = "inpps",   [IPVS_STATS_ATTR_OUTPPS] = "outpps",   [IPVS_STATS_ATTR_INBPS] = "inbps",
    [IPVS_STATS_ATTR_OUTBPS] = "outbps",
};

/* What identifies a service, as a request for its destinations wants it. */
struct key {
    int length;
    char attributes[KEY];
};

static int netlink;
static __u16 family;
static __u32 sequence;
static char request[1024];
static char reply[BUFFER] __attribute__((aligned(NLMSG_ALIGNTO)));
static struct key *keys;
static int key_count;

static _Noreturn void fail(const char *what, int error) {
    fprintf(stderr, "ipvs_read: %s: %s\n", what, strerror(error));
    exit(1);
}

static char *begin(__u16 type, __u16 flags, __u8 command) {
    struct nlmsghdr *message = (struct nlmsghdr *)request;
    struct genlmsghdr *generic = NLMSG_DATA(message);
    memset(request, 0, NLMSG_HDRLEN + GENL_HDRLEN);
    message->nlmsg_type = type;
    message->nlmsg_flags = NLM_F_REQUEST | flags;
    message->nlmsg_seq = ++sequence;
    generic->cmd = command;
    generic->version = 1;
    return request + NLMSG_HDRLEN + GENL_HDRLEN;
}

static char *attribute(char *at, __u16 type, const void *data, size_t length) {
    struct nlattr *header = (struct nlattr *)at;
    header->nla_type = type;
    header->nla_len = NLA_HDRLEN + length;
    memset(at + NLA_HDRLEN, 0, NLA_ALIGN(length));
    memcpy(at + NLA_HDRLEN, data, length);
    return at + NLA_HDRLEN + NLA_ALIGN(length);
}

static void end(char *at) {
    struct nlmsghdr *message = (struct nlmsghdr *)request;
    message->nlmsg_len = at - request;
    if (send(netlink, request, message->nlmsg_len, 0) < 0)
        fail("send", errno);
}

/* Gives each message of the answer to a function; ends at the first that is not one of several, or at their end. */
static void answer(const char *what, void (*each)(const char *attributes, int length, int row), int row) {
    for (;;) {
        ssize_t received = recv(netlink, reply, sizeof(reply), 0);
        if (received < 0)
            fail(what, errno);
        int left = received;
        for (struct nlmsghdr *message = (struct nlmsghdr *)reply; NLMSG_OK(message, left);
             message = NLMSG_NEXT(message, left)) {
            if (message->nlmsg_seq != sequence)
                continue;
            if (message->nlmsg_type == NLMSG_ERROR || message->nlmsg_type == NLMSG_DONE) {
                int error = *(int *)NLMSG_DATA(message);
                if (error != 0)
                    fail(what, -error);
                return;
            }
            each((char *)NLMSG_DATA(message) + GENL_HDRLEN, message->nlmsg_len - NLMSG_HDRLEN - GENL_HDRLEN, row);
            if (!(message->nlmsg_flags & NLM_F_MULTI))
                return;
        }
    }
}

/* Sorts attributes by their numbers. */
static void index_attributes(const char *at, int left, const struct nlattr **by_type) {
    memset(by_type, 0, ATTRIBUTES * sizeof(*by_type));
    while (left >= NLA_HDRLEN) {
        const struct nlattr *header = (const struct nlattr *)at;
        int length = NLA_ALIGN(header->nla_len);
        int type = header->nla_type & NLA_TYPE_MASK;
        if (header->nla_len < NLA_HDRLEN || header->nla_len > left)
            fail("an attribute is cut off", EBADMSG);
        if (type >= ATTRIBUTES)
            fail("an attribute has a number past all known ones", EBADMSG);
        by_type[type] = header;
        at += length;
        left -= length;
    }
}

static const char *data(const struct nlattr *header) { return (const char *)header + NLA_HDRLEN; }

static int length(const struct nlattr *header) { return header->nla_len - NLA_HDRLEN; }

static unsigned long long number(const struct nlattr *header) {
    __u16 two;
    __u32 four;
    __u64 eight;
    switch (length(header)) {
    case 1:
        return (unsigned char)*data(header);
    case 2:
        memcpy(&two, data(header), sizeof(two));
        return two;
    case 4:
        memcpy(&four, data(header), sizeof(four));
        return four;
    case 8:
        memcpy(&eight, data(header), sizeof(eight));
        return eight;
    default:
        fail("a number has an unknown length", EBADMSG);
    }
}

static void print_address(const struct nlattr *header, int af) {
    char text[INET6_ADDRSTRLEN];
    if (length(header) < (af == AF_INET6 ? 16 : 4) || !inet_ntop(af, data(header), text, sizeof(text)))
        fail("an address is cut off", EBADMSG);
    fputs(text, stdout);
}

static void print_bytes(const struct nlattr *header) {
    for (int i = 0; i < length(header); i++)
        printf("%02x", (unsigned char)data(header)[i]);
}

static void print_counters(const struct nlattr *header) {
    const struct nlattr *by_type[ATTRIBUTES];
    index_attributes(data(header), length(header), by_type);
    const char *separator = "";
    for (int type = 1; type < ATTRIBUTES; type++) {
        if (by_type[type] == NULL || type == IPVS_STATS_ATTR_PAD)
            continue;
        if (type <= IPVS_STATS_ATTR_OUTBPS)
            printf("%s%s:%llu", separator, counter_names[type], number(by_type[type]));
        else
            printf("%sattr.%d:%llu", separator, type, number(by_type[type]));
        separator = ",";
    }
}

static void print_value(const struct nlattr *header, enum kind kind, int af) {
    switch (kind) {
    case UNSIGNED:
        printf("%llu", number(header));
        break;
    case UNSIGNED_NETWORK:
        printf("%u", ntohs((__u16)number(header)));
        break;
    case SIGNED:
        printf("%d", (__s32)number(header));
        break;
    case STRING:
        printf("%.*s", length(header), data(header));
        break;
    case ADDRESS:
        print_address(header, af);
        break;
    case ADDRESS4:
        print_address(header, AF_INET);
        break;
    case ADDRESS6:
        print_address(header, AF_INET6);
        break;
    case FLAGS: {
        struct ip_vs_flags flags;
        memcpy(&flags, data(header), sizeof(flags));
        printf("0x%x/0x%x", flags.flags, flags.mask);
        break;
    }
    case NETMASK:
        if (af == AF_INET6)
            printf("%llu", number(header));
        else
            print_address(header, AF_INET);
        break;
    case COUNTERS:
        print_counters(header);
        break;
    case HEX:
        print_bytes(header);
        break;
    }
}

static void print_row(const char *name, const struct nlattr **by_type, const struct field *fields, int af) {
    fputs(name, stdout);
    for (int type = 1; type < ATTRIBUTES; type++) {
        if (by_type[type] == NULL)
            continue;
        if (fields[type].name == NULL)
            printf(" attr.%d=", type);
        else
            printf(" %s=", fields[type].name);
        print_value(by_type[type], fields[type].kind, af);
    }
    putchar('\n');
}

static int af_of(const struct nlattr *header, int otherwise) { return header == NULL ? otherwise : (int)number(header); }

static void print_flat(const char *attributes, int left, const char *name, const struct field *fields) {
    const struct nlattr *by_type[ATTRIBUTES];
    index_attributes(attributes, left, by_type);
    print_row(name, by_type, fields, AF_UNSPEC);
}

static void print_info(const char *attributes, int left, int row) {
    (void)row;
    print_flat(attributes, left, "info", info_fields);
}

static void print_config(const char *attributes, int left, int row) {
    (void)row;
    print_flat(attributes, left, "timeouts", config_fields);
}

static void print_daemon(const char *attributes, int left, int row) {
    const struct nlattr *outer[ATTRIBUTES];
    (void)row;
    index_attributes(attributes, left, outer);
    if (outer[IPVS_CMD_ATTR_DAEMON] != NULL)
        print_flat(data(outer[IPVS_CMD_ATTR_DAEMON]), length(outer[IPVS_CMD_ATTR_DAEMON]), "daemon", daemon_fields);
}

/* The first pass notes the keys; a dump cannot be followed by another before its end. */
static void note_service(const char *attributes, int left, int row) {
    static const int identity[] = {IPVS_SVC_ATTR_AF, IPVS_SVC_ATTR_PROTOCOL, IPVS_SVC_ATTR_ADDR, IPVS_SVC_ATTR_PORT,
                                   IPVS_SVC_ATTR_FWMARK};
    const struct nlattr *outer[ATTRIBUTES], *by_type[ATTRIBUTES];
    (void)row;
    index_attributes(attributes, left, outer);
    if (outer[IPVS_CMD_ATTR_SERVICE] == NULL)
        return;
    if (key_count == SERVICES)
        fail("more services than this program holds", ENOBUFS);
    index_attributes(data(outer[IPVS_CMD_ATTR_SERVICE]), length(outer[IPVS_CMD_ATTR_SERVICE]), by_type);
    struct key *key = &keys[key_count++];
    char *at = key->attributes;
    for (size_t i = 0; i < sizeof(identity) / sizeof(identity[0]); i++) {
        const struct nlattr *header = by_type[identity[i]];
        if (header != NULL)
            at = attribute(at, identity[i], data(header), length(header));
    }
    key->length = at - key->attributes;
}

static void print_service(const char *attributes, int left, int row) {
    const struct nlattr *outer[ATTRIBUTES], *by_type[ATTRIBUTES];
    (void)row;
    index_attributes(attributes, left, outer);
    if (outer[IPVS_CMD_ATTR_SERVICE] == NULL)
        return;
    index_attributes(data(outer[IPVS_CMD_ATTR_SERVICE]), length(outer[IPVS_CMD_ATTR_SERVICE]), by_type);
    print_row("service", by_type, service_fields, af_of(by_type[IPVS_SVC_ATTR_AF], AF_INET));
}

static void print_dest(const char *attributes, int left, int service_af) {
    const struct nlattr *outer[ATTRIBUTES], *by_type[ATTRIBUTES];
    index_attributes(attributes, left, outer);
    if (outer[IPVS_CMD_ATTR_DEST] == NULL)
        return;
    index_attributes(data(outer[IPVS_CMD_ATTR_DEST]), length(outer[IPVS_CMD_ATTR_DEST]), by_type);
    print_row("  dest", by_type, dest_fields, af_of(by_type[IPVS_DEST_ATTR_ADDR_FAMILY], service_af));
}

static void note_family(const char *attributes, int left, int row) {
    const struct nlattr *by_type[ATTRIBUTES];
    (void)row;
    index_attributes(attributes, left, by_type);
    if (by_type[CTRL_ATTR_FAMILY_ID] != NULL)
        family = number(by_type[CTRL_ATTR_FAMILY_ID]);
}

static void open_socket(void) {
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
    if (netlink < 0 || connect(netlink, (struct sockaddr *)&kernel, sizeof(kernel)) < 0)
        fail("open a generic netlink socket", errno);
    char *at = begin(GENL_ID_CTRL, 0, CTRL_CMD_GETFAMILY);
    end(attribute(at, CTRL_ATTR_FAMILY_NAME, IPVS_GENL_NAME, sizeof(IPVS_GENL_NAME)));
    answer("look the family IPVS up; is ip_vs loaded?", note_family, 0);
}

static void service_request(const struct key *key, __u16 flags, __u8 command) {
    char *at = begin(family, flags, command);
    end(attribute(at, NLA_F_NESTED | IPVS_CMD_ATTR_SERVICE, key->attributes, key->length));
}

static int key_af(const struct key *key) { return number((const struct nlattr *)key->attributes); }

int main(void) {
    keys = calloc(SERVICES, sizeof(*keys)); /* untouched pages cost nothing */
    if (keys == NULL)
        fail("calloc", ENOMEM);
    open_socket();
    end(begin(family, 0, IPVS_CMD_GET_INFO));
    answer("get info", print_info, 0);
    end(begin(family, 0, IPVS_CMD_GET_CONFIG));
    answer("get config", print_config, 0);
    end(begin(family, NLM_F_DUMP, IPVS_CMD_GET_DAEMON));
    answer("dump daemons", print_daemon, 0);
    end(begin(family, NLM_F_DUMP, IPVS_CMD_GET_SERVICE));
    answer("dump services", note_service, 0);
    for (int i = 0; i < key_count; i++) {
        service_request(&keys[i], 0, IPVS_CMD_GET_SERVICE);
        answer("get a service", print_service, 0);
        service_request(&keys[i], NLM_F_DUMP, IPVS_CMD_GET_DEST);
        answer("dump destinations", print_dest, key_af(&keys[i]));
    }
    close(netlink);
    return 0;
}
