/*
 * The floor: what loading and reading an IPVS table costs a C program that does the minimum the kernel demands. libc only,
 * static buffers, one socket, no error handling but giving up. Prints the nanoseconds of the work alone.
 *
 *   ipvs_reference load SERVICES SERVERS BATCH   create SERVICES services of SERVERS servers, BATCH messages a send,
 *                                                an acknowledgement asked for the last of each send
 *   ipvs_reference read PASSES                   read the whole table; with 2 passes compare their keys
 *   ipvs_reference run PROGRAM ARGUMENT...       run another program, its output thrown away, from its start to its end
 *
 * Messages: linux/genetlink.h, linux/ip_vs.h. The table's shape is the one of Tables.java.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/genetlink.h>
#include <linux/ip_vs.h>
#include <linux/netlink.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROOM (64 * 1024)
#define MOST_KEYS (1024 * 1024)

struct key {
    uint32_t address;
    uint16_t port;
    uint16_t protocol; /* of a service; 0 for a server */
};

static char out[ROOM] __attribute__((aligned(8)));
static char in[ROOM] __attribute__((aligned(8)));
static struct key services[MOST_KEYS / 8], before[MOST_KEYS], now[MOST_KEYS];
static uint32_t weights[MOST_KEYS];
static int channel, family, length;
static uint32_t sequence = 1;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static uint64_t nanoseconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000ull + time.tv_nsec;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static struct nlmsghdr *begin(int type, int command, int flags)
{
    struct nlmsghdr *message = (struct nlmsghdr *)(out + length);
    struct genlmsghdr *generic = NLMSG_DATA(message);
    message->nlmsg_type = type;
    message->nlmsg_flags = NLM_F_REQUEST | flags;
    message->nlmsg_seq = sequence++;
    message->nlmsg_pid = 0;
    generic->cmd = command;
    generic->version = 1;
    generic->reserved = 0;
    length += NLMSG_HDRLEN + GENL_HDRLEN;
    return message;
}

static void end(struct nlmsghdr *message)
{
    message->nlmsg_len = out + length - (char *)message;
}

static void put(int type, const void *value, int size)
{
    struct nlattr *attribute = (struct nlattr *)(out + length);
    attribute->nla_len = NLA_HDRLEN + size;
    attribute->nla_type = type;
    memcpy((char *)attribute + NLA_HDRLEN, value, size);
    length += NLA_ALIGN(NLA_HDRLEN + size);
}

static void put16(int type, uint16_t value) { put(type, &value, 2); }
static void put32(int type, uint32_t value) { put(type, &value, 4); }

static struct nlattr *nest(int type)
{
    struct nlattr *attribute = (struct nlattr *)(out + length);
    attribute->nla_type = type | NLA_F_NESTED;
    length += NLA_HDRLEN;
    return attribute;
}

static void unnest(struct nlattr *attribute)
{
    attribute->nla_len = out + length - (char *)attribute;
}

static void put_service(struct key key, int whole)
{
    struct nlattr *service = nest(IPVS_CMD_ATTR_SERVICE);
    put16(IPVS_SVC_ATTR_AF, AF_INET);
    put16(IPVS_SVC_ATTR_PROTOCOL, key.protocol);
    put32(IPVS_SVC_ATTR_ADDR, key.address);
    put16(IPVS_SVC_ATTR_PORT, key.port);
    if (whole) {
        struct ip_vs_flags flags = {0, ~0u};
        put(IPVS_SVC_ATTR_SCHED_NAME, "rr", 3);
        put(IPVS_SVC_ATTR_FLAGS, &flags, sizeof flags);
        put32(IPVS_SVC_ATTR_TIMEOUT, 0);
        put32(IPVS_SVC_ATTR_NETMASK, ~0u);
    }
    unnest(service);
}

static void put_server(uint32_t number)
{
    struct nlattr *server = nest(IPVS_CMD_ATTR_DEST);
    put16(IPVS_DEST_ATTR_ADDR_FAMILY, AF_INET);
    put32(IPVS_DEST_ATTR_ADDR, htonl(0x0a000000 + number));
    put16(IPVS_DEST_ATTR_PORT, htons(8080));
    put32(IPVS_DEST_ATTR_FWD_METHOD, 0);
    put32(IPVS_DEST_ATTR_WEIGHT, 1);
    put32(IPVS_DEST_ATTR_U_THRESH, 0);
    put32(IPVS_DEST_ATTR_L_THRESH, 0);
    unnest(server);
}

/* --- talking ------------------------------------------------------------------------------------------------------ */

static void transmit(void)
{
    if (send(channel, out, length, 0) != length)
        fail("send");
    length = 0;
}

static int receive(void)
{
    int size = recv(channel, in, sizeof in, MSG_DONTWAIT);
    if (size <= 0)
        fail("recv");
    return size;
}

static void check(const struct nlmsghdr *message)
{
    if (message->nlmsg_type == NLMSG_ERROR && ((struct nlmsgerr *)NLMSG_DATA(message))->error) {
        fprintf(stderr, "refused: %s\n", strerror(-((struct nlmsgerr *)NLMSG_DATA(message))->error));
        exit(1);
    }
}

static void open_family(void)
{
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    int one = 1;
    channel = socket(AF_NETLINK, SOCK_RAW, NETLINK_GENERIC);
    if (channel < 0 || bind(channel, (struct sockaddr *)&kernel, sizeof kernel)
        || connect(channel, (struct sockaddr *)&kernel, sizeof kernel))
        fail("socket");
    setsockopt(channel, SOL_NETLINK, NETLINK_CAP_ACK, &one, sizeof one);
    struct nlmsghdr *message = begin(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 0);
    put(CTRL_ATTR_FAMILY_NAME, IPVS_GENL_NAME, sizeof IPVS_GENL_NAME);
    end(message);
    transmit();
    receive();
    check((struct nlmsghdr *)in);
    char *at = in + NLMSG_HDRLEN + GENL_HDRLEN;
    char *last = in + ((struct nlmsghdr *)in)->nlmsg_len;
    while (at < last) {
        struct nlattr *attribute = (struct nlattr *)at;
        if (attribute->nla_type == CTRL_ATTR_FAMILY_ID)
            family = *(uint16_t *)(at + NLA_HDRLEN);
        at += NLA_ALIGN(attribute->nla_len);
    }
}

/* --- loading ------------------------------------------------------------------------------------------------------ */

static int batch, pending;
static struct nlmsghdr *youngest;

static void flush_batch(void)
{
    youngest->nlmsg_flags |= NLM_F_ACK;
    transmit();
    for (int done = 0; !done;) {
        int size = receive();
        for (struct nlmsghdr *message = (struct nlmsghdr *)in; NLMSG_OK(message, size); message = NLMSG_NEXT(message, size)) {
            check(message);
            done |= message->nlmsg_seq == sequence - 1;
        }
    }
    pending = 0;
}

static void queue(struct nlmsghdr *message)
{
    end(message);
    youngest = message;
    if (++pending == batch)
        flush_batch();
}

static void load(int count, int each)
{
    uint32_t server = 0;
    for (int i = 0; i < count; i++) {
        struct key key = {htonl(0xc6120000 + i), htons(80), IPPROTO_TCP};
        struct nlmsghdr *message = begin(family, IPVS_CMD_NEW_SERVICE, 0);
        put_service(key, 1);
        queue(message);
        for (int j = 0; j < each; j++) {
            message = begin(family, IPVS_CMD_NEW_DEST, 0);
            put_service(key, 0);
            put_server(server++);
            queue(message);
        }
    }
    if (pending)
        flush_batch();
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static struct key read_row(const struct nlmsghdr *message, int is_service, uint32_t *weight)
{
    struct key key = {0, 0, 0};
    const char *outer = (const char *)message + NLMSG_HDRLEN + GENL_HDRLEN;
    const char *at = outer + NLA_HDRLEN;
    const char *last = outer + ((const struct nlattr *)outer)->nla_len;
    while (at < last) {
        const struct nlattr *attribute = (const struct nlattr *)at;
        const char *value = at + NLA_HDRLEN;
        int type = attribute->nla_type & NLA_TYPE_MASK;
        if (type == (is_service ? IPVS_SVC_ATTR_ADDR : IPVS_DEST_ATTR_ADDR))
            key.address = *(const uint32_t *)value;
        else if (type == (is_service ? IPVS_SVC_ATTR_PORT : IPVS_DEST_ATTR_PORT))
            key.port = *(const uint16_t *)value;
        else if (is_service && type == IPVS_SVC_ATTR_PROTOCOL)
            key.protocol = *(const uint16_t *)value;
        else if (!is_service && type == IPVS_DEST_ATTR_WEIGHT)
            *weight = *(const uint32_t *)value;
        at += NLA_ALIGN(attribute->nla_len);
    }
    return key;
}

static int read_rows(int is_service, struct key *into, uint32_t *weight)
{
    int count = 0;
    transmit();
    for (;;) {
        int size = receive();
        for (struct nlmsghdr *message = (struct nlmsghdr *)in; NLMSG_OK(message, size); message = NLMSG_NEXT(message, size)) {
            check(message);
            if (message->nlmsg_type == NLMSG_DONE)
                return count;
            into[count] = read_row(message, is_service, weight + count);
            count++;
        }
    }
}

static int read_table(struct key *into)
{
    struct nlmsghdr *message = begin(family, IPVS_CMD_GET_SERVICE, NLM_F_DUMP);
    end(message);
    int many = read_rows(1, services, weights);
    int total = 0;
    for (int i = 0; i < many; i++)
        into[total++] = services[i];
    for (int i = 0; i < many; i++) {
        message = begin(family, IPVS_CMD_GET_DEST, NLM_F_DUMP);
        put_service(services[i], 0);
        end(message);
        total += read_rows(0, into + total, weights + total);
    }
    return total;
}

static void run(char **command)
{
    int status, nothing = open("/dev/null", O_WRONLY);
    pid_t child = vfork();
    if (child == 0) {
        dup2(nothing, 1);
        execvp(command[0], command);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0)
        fail(command[0]);
}

int main(int argc, char **argv)
{
    const char *command = argc > 2 ? argv[1] : "";
    int is_run = !strcmp(command, "run");
    if (!is_run)
        open_family();
    uint64_t start = nanoseconds();
    if (is_run) {
        run(argv + 2);
    } else if (!strcmp(command, "load") && argc == 5) {
        batch = atoi(argv[4]);
        load(atoi(argv[2]), atoi(argv[3]));
    } else if (!strcmp(command, "read") && argc == 3) {
        int total = read_table(before);
        if (atoi(argv[2]) == 2 && (read_table(now) != total || memcmp(before, now, total * sizeof(struct key)))) {
            fprintf(stderr, "the table changed\n");
            return 1;
        }
    } else {
        fprintf(stderr, "usage: %s load SERVICES SERVERS BATCH | read PASSES | run PROGRAM ARGUMENT...\n", argv[0]);
        return 2;
    }
    printf("%llu\n", (unsigned long long)(nanoseconds() - start));
    return 0;
}
