package dev.roster.envoy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.ApiMessages;
import dev.roster.request.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of rule that a descriptor can carry. */
class RulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int32         | int32 {const: 7}                  | 7           | 8           | must be 7
            sint32        | sint32 {lt: 5}                    | 4           | 5           | must be less than 5
            sfixed32      | sfixed32 {lte: -5}                | -5          | -4          | must be at most -5
            int64         | int64 {gt: 5}                     | '"6"'       | '"5"'       | must be greater than 5
            sint64        | sint64 {gte: 5 lte: 9}            | 9           | 10          | must be at least 5 and at most 9
            sfixed64      | sfixed64 {in: [1, 3]}             | 3           | 2           | must be one of 1, 3
            int32         | int32 {not_in: [1, 3]}            | 2           | 3           | must not be 1, 3
            int32         | int32 {gt: 9 lt: 5}               | 10          | 7           | must be less than 5 or greater than 9
            int32         | int32 {gte: 5 ignore_empty: true} | 0           | 4           | must be at least 5
            uint32        | uint32 {gte: 4000000000}          | 4294967295  | 1           | must be at least 4000000000
            fixed32       | fixed32 {lte: 4000000000}         | 1           | 4294967295  | must be at most 4000000000
            uint64        | uint64 {lt: 18446744073709551615} | 1           | 18446744073709551615 | must be less than 18446744073709551615
            fixed64       | fixed64 {gt: 1}                   | 2           | 1           | must be greater than 1
            float         | float {gte: 0}                    | -0.0        | -0.5        | must be at least 0
            double        | double {gte: 0 lte: 1.5}          | 1.5         | '"NaN"'     | must be at least 0 and at most 1.5
            bool          | bool {const: true}                | true        | false       | must be true
            enum          | enum {defined_only: true}         | 2           | 3           | 'must be one of ZERO, ONE, TWO'
            enum          | enum {const: 1}                   | ONE         | TWO         | must be ONE
            enum          | enum {in: [1, 2]}                 | TWO         | ZERO        | 'must be one of ONE, TWO'
            enum          | enum {not_in: [0]}                | ONE         | ZERO        | must not be ZERO
            Duration      | duration {gt {seconds: 1}}        | 1.5s        | 1s          | must be greater than 1s
            Duration      | duration {lte {nanos: 5000000}}   | 0.005s      | 0.006s      | must be at most 0.005s
            Duration      | duration {in {seconds: 1}}        | 1s          | 2s          | must be one of 1s
            Duration      | duration {required: true}         | 0s          | ''          | is required
            Duration      |                                   | 0s          | -0.5s       | must not be negative
            Duration[]    | repeated {}                       | '[0s]'      | '[1s, -1s]' | must not be negative
            Timestamp     | timestamp {required: true}        | '"1970-01-01T00:00:00Z"' | '' | is required
            Any           | any {required: true}              | '{}'        | ''          | is required
            UInt32Value   | uint32 {lte: 5}                   | 5           | 6           | must be at most 5
            UInt32Value   | message {required: true} uint32 {lte: 5} | 0    | ''          | is required
            DoubleValue   | double {gt: 0}                    | 0.1         | 0           | must be greater than 0
            StringValue   | string {min_len: 1}               | a           | '""'        | must not be empty
            """)
    void numbersTimesAndPresence(String type, String rules, String good, String bad, String rule) throws Exception {
        check(type, rules, good, bad, rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            string        | const: "a"            | a         | b         | must be a
            string        | len: 2                | äö        | äöü       | must be 2 characters long
            string        | min_len: 1            | ä         | '""'      | must not be empty
            string        | min_len: 2            | äö        | ä         | must be at least 2 characters long
            string        | max_len: 1            | 😀        | ab        | must be at most 1 character long
            string        | len_bytes: 2          | ä         | a         | must be 2 bytes long
            string        | min_bytes: 1          | a         | '""'      | must not be empty
            string        | max_bytes: 1          | a         | ä         | must be at most 1 byte long
            string        | pattern: "^a+$"       | aa        | ab        | must match ^a+$
            string        | prefix: "a"           | ab        | ba        | must begin with a
            string        | suffix: "a"           | ba        | ab        | must end with a
            string        | contains: "a"         | bab       | bb        | must contain a
            string        | not_contains: "a"     | bb        | bab       | must not contain a
            string        | in: ["a", "b"]        | b         | c         | 'must be one of a, b'
            string        | not_in: ["a", "b"]    | c         | b         | 'must not be a, b'
            string        | email: true           | a@b.c     | '"a@"'    | must be an email address
            string        | hostname: true        | a-1.b.    | '"-a"'    | must be a host name
            string        | ip: true              | '"::1"'   | 1.2.3     | must be an IP address
            string        | ipv4: true            | 1.2.3.4   | '"::1"'   | must be an IPv4 address
            string        | ipv6: true            | '"::1"'   | 1.2.3.4   | must be an IPv6 address
            string        | address: true         | 1.2.3.4   | '"a b"'   | must be a host name or an IP address
            string        | uri: true             | '"a://b"' | /b        | must be an absolute URI
            string        | uri_ref: true         | /b        | '"a b"'   | must be a URI
            string        | uuid: true            | 01234567-89ab-cdef-0123-456789abcdef | '"1"' | must be a UUID
            string        | well_known_regex: HTTP_HEADER_NAME | '":path"' | '"a b"' | must be the name of an HTTP header
            string        | well_known_regex: HTTP_HEADER_VALUE | '"a b"' | '"a\\rb"' | must be the value of an HTTP header
            string        | well_known_regex: HTTP_HEADER_NAME strict: false | '"a b"' | '"a\\nb"' | must be without NUL and line breaks
            string        | min_len: 2 ignore_empty: true | '""' | a | must be at least 2 characters long
            """)
    void texts(String type, String rules, String good, String bad, String rule) throws Exception {
        check(type, "string {" + rules + "}", good, bad, rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            const: "ab"     | YWI=         | YWE=  | must be 6162
            len: 2          | YWI=         | YQ==  | must be 2 bytes long
            min_len: 1      | YQ==         | '""'  | must not be empty
            max_len: 1      | YQ==         | YWI=  | must be at most 1 byte long
            pattern: "^a+$" | YWE=         | YWI=  | must match ^a+$
            prefix: "a"     | YWI=         | YmE=  | must begin with 61
            suffix: "a"     | YmE=         | YWI=  | must end with 61
            contains: "a"   | YmFi         | YmI=  | must contain 61
            in: ["a", "b"]  | Yg==         | Yw==  | 'must be one of 61, 62'
            not_in: ["a"]   | Yg==         | YQ==  | must not be 61
            ip: true        | AQIDBA==     | AQ==  | must be an IP address
            ipv4: true      | AQIDBA==     | AQ==  | must be an IPv4 address
            ipv6: true      | AQIDBAUGBwgJCgsMDQ4PEA== | AQIDBA== | must be an IPv6 address
            len: 2 ignore_empty: true | '""' | YQ== | must be 2 bytes long
            """)
    void bytes(String rules, String good, String bad, String rule) throws Exception {
        check("bytes", "bytes {" + rules + "}", good, bad, rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            string[]      | repeated {min_items: 1}                   | '[a]'    | '[]'     | f        | must hold at least 1 item
            string[]      | repeated {max_items: 2}                   | '[a, b]' | '[a, b, c]' | f     | must hold at most 2 items
            string[]      | repeated {unique: true}                   | '[a, b]' | '[a, a]' | f        | must not hold the same item twice
            string[]      | repeated {min_items: 2 ignore_empty: true} | '[]'    | '[a]'    | f        | must hold at least 2 items
            string[]      | repeated {items {string {max_len: 1}}}    | '[a, b]' | '[a, bb]' | 'f[1]'  | must be at most 1 character long
            UInt32Value[] | repeated {items {uint32 {lt: 5}}}         | '[4]'    | '[4, 5]' | 'f[1]'   | must be less than 5
            map           | map {min_pairs: 1}                        | '{a: 1}' | '{}'     | f        | must hold at least 1 item
            map           | map {max_pairs: 1}                        | '{a: 1}' | '{a: 1, b: 2}' | f  | must hold at most 1 item
            map           | map {min_pairs: 2 ignore_empty: true}     | '{}'     | '{a: 1}' | f        | must hold at least 2 items
            map           | map {keys {string {min_len: 2}}}          | '{aa: 1}' | '{aa: 1, b: 1}' | 'f["b"]' | must be at least 2 characters long
            map           | map {values {int32 {gt: 0}}}              | '{a: 1}' | '{a: 1, b: 0}' | 'f["b"]' | must be greater than 0
            map           | map {no_sparse: true max_pairs: 1}        | '{a: 1}' | '{a: 1, b: 0}' | f | must hold at most 1 item
            """)
    void collections(String type, String rules, String good, String bad, String field, String rule) throws Exception {
        RuledMessage message = RuledMessage.of(type, rules);
        assertThat(message.violations(good)).isEmpty();
        assertThat(message.violations(bad)).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo(field);
            assertThat(violation.rule()).isEqualTo(rule);
        });
    }

    private static void check(String type, String rules, String good, String bad, String rule) throws Exception {
        RuledMessage message = RuledMessage.of(type, rules == null ? "" : rules);
        assertThat(message.violations(good)).isEmpty();
        assertThat(message.violations(bad)).extracting(Violation::rule).containsExactly(rule);
    }

    @Test
    void everyRuleOfEveryMessageOfTheApiIsUnderstood() throws Exception {
        assertThat(ApiMessages.all())
                .allSatisfy(type -> assertThat(MessageRules.of(type)).isNotNull());
    }
}
