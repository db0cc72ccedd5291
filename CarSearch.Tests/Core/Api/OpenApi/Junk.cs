namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>What callers send who are careless, unlucky or hostile.</summary>
internal static class Junk
{
    /// <summary>Texts for any place that takes text, to be escaped there. Some have lone surrogates.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        "", " ", "\t", "\0", "\u0001", "\r\nX-Injected: 1", "\u007f", "\u0085", "\u2028", "\ufeff", "\ufffe",
        "\uffff", "\ud800", "a\udc00b", "\udc00\ud800",
        "é", "e\u0301", "İ", "ß", "ﬁ", "🚗", "a\u0337\u0306\u0338\u0336", "Ζυρίχη", "東京",
        "\u202eKFJ", "\u0661\u0662", "null",
        "undefined", "NaN", "true", "-", "--", "_", ",", ",,", ", US", "JFK,",
        "JFK, US", "San Jose", "San Jose, CR", "Springfield", "ZZZ", "zz", "jfk", "'; DROP TABLE searches;--",
        "<script>alert(1)</script>", "${jndi:ldap://a}", "{{7*7}}",
        "%s%n%x", "../../etc/passwd", "C:\\con", "a;b", "a&b=c", "a+b", "#", "?", "[]", "{}", "\"", "\\", "`id`",
        "full-size", "FULL SIZE", "full__size",
        new string('a', 101), Repeated("😀", 60), new string(',', 300), new string('9', 400),
    ];

    /// <summary>Numbers, as text.</summary>
    public static IReadOnlyList<string> Numbers { get; } =
    [
        "0", "-0", "1", "-1", "+1", "01", "1.", ".5", "1.0", "0.1", "1e0", "1e1", "1E400", "-1e400", "1e-400", "1,5",
        "1,000", "0x10", "1_000", " 1", "1 ", "2147483647", "2147483648",
        "-2147483649", "4294967296", "9007199254740993", "9223372036854775808", "18446744073709551616",
        "79228162514264337593543950336", "NaN", "Infinity", "-Infinity", "∞", "\u0663", "½",
        new string('9', 400), "0." + new string('0', 400) + "1",
    ];

    /// <summary>Dates and times that are none, or absurd.</summary>
    public static IReadOnlyList<string> Times { get; } =
    [
        "0001-01-01T00:00", "0000-00-00T00:00", "0001-01-01", "9999-12-31T23:59", "9999-12-31T23:59:59",
        "10000-01-01T00:00", "2026-02-30T10:00", "2027-02-29T10:00",
        "2026-13-01T10:00", "2026-12-04T24:00", "2026-12-04T25:00", "2026-12-04T10:60", "2026-12-04T10:00:60",
        "2026-12-04T10:00:30", "2026-12-04T10:00:00", "2026-12-04T10:00:00.000",
        "2026-12-04T10:00Z", "2026-12-04T10:00+01:00", "2026-12-04 10:00", "2026-12-04", "10:00", "20261204T1000",
        "12/04/2026 10:00", "04.12.2026", "Fri, 04 Dec 2026 10:00:00 GMT",
        "2026-W49-5T10:00", "2026-12-04t10:00", "-2026-12-04T10:00", "+002026-12-04T10:00", "1970-01-01T00:00",
        "2038-01-19T03:14", "2027-03-14T02:30", "2027-03-28T02:30", "2026-11-01T01:30",
        "２０２６-12-04T10:00", "2026-12-04T10:00\0", " 2026-12-04T10:00", "1764842400", "now", "tomorrow", "P1D",
    ];

    /// <summary>JSON values of every kind but the right one, as they stand in a document. Some are not JSON.</summary>
    public static IReadOnlyList<string> JsonValues { get; } =
    [
        "null", "true", "false", "0", "-0", "-1", "17", "18", "99", "100", "30.0", "30.5", "3e1", "1e999", "-1e999",
        "1e-999", "18446744073709551616", new string('9', 400), "0.1e", "01", "+1", "0x1F",
        ".5", "5.", "NaN", "Infinity", "\"\"", "\" \"", "\"30\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"\\uZZZZ\"", "\"\\x41\"", "\"\t\"", "\"\u0001\"", "\"a\nb\"", "'single'", "unquoted",
        "[]", "{}", "[null]", "[[]]", "[1,]", "{\"a\":1,}", "{\"place\":\"JFK\"}", "{\"a\":1,\"a\":2}",
        "{\"$ref\":\"#\"}", "{\"$type\":\"System.Object\"}", "/* a */ 1", "undefined", "",
        Nested("[", "]", 60), Nested("[", "]", 70), Nested("[", "]", 2000), Nested("{\"a\":", "}", 65),
        Nested("{\"a\":", "}", 1000), "\"" + new string('a', 300) + "\"", "\"" + new string('é', 5000) + "\"",
        "\"" + new string('a', 15_900) + "\"", "[" + string.Join(',', Enumerable.Repeat("0", 4000)) + "]",
    ];

    /// <summary>Names of members that no object has.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "", " ", "time", "PICKUP", "PickUp", "pickUp.at", "pickUp/at", "$", "$.pickUp", "$type", "__proto__",
        "constructor", "a\0b", "\ud800", "ключ", "🚗", new string('n', 1000), "code", "token", "errors",
    ];

    /// <summary>Whole bodies.</summary>
    public static IReadOnlyList<string> Bodies { get; } =
    [
        "", " ", "\n", "null", "true", "1", "\"a\"", "[]", "{}", "[{}]", "{", "}", "{{", "{}{}", "{} null", "{\"",
        "{\"pickUp\"", "{\"pickUp\":", "{\"pickUp\":null,\"dropOff\":null}", "{\"pickUp\":{},\"dropOff\":{}}",
        "// {}",
        "pickUp=JFK", "<search/>", "---\na: 1", "\0", "\ufeff", "\ufeff{}", new string('[', 5000),
        new string('{', 500), Repeated("{\"pickUp\":", 1500),
        Repeated("[{\"a\":", 2000),
        "{" + string.Join(',', Enumerable.Range(0, 1200).Select(i => $"\"m{i}\":{i}")) + "}",
    ];

    /// <summary>Pieces of a query as they stand there: escapes that are none, and separators where none belong.</summary>
    public static IReadOnlyList<string> RawQueryParts { get; } =
    [
        "%", "%%", "%zz", "%1", "%u0041", "%00", "%0d%0a", "%C0%AF", "%E2%28%A1", "%ED%A0%80", "%FF%FE",
        "%F0%9F%9A%97", "%2525", "+", "=", "&", "&&&", "==", "?", ";", "/", "..", "|", "^", "[0]", "$filter=1",
    ];

    /// <summary>Values for any header; all of them printable, so that every client can send them.</summary>
    public static IReadOnlyList<string> HeaderValues { get; } =
    [
        "", "*", "\"", "\"\"", "\"a\"", "W/\"a\"", "w/a", "\"a\", \"b\", *", "\"a", "a b", "a\tb", ",", ",,,", ";",
        "=", "wait", "wait=", "wait=-1", "wait=0", "wait=abc", "wait=1.5", "wait=99999999999999999999",
        "wait=\"0\"", "WAIT = 0", "wait=0, wait=1", "respond-async, wait=0; a=b", "wait=0;", "return=minimal",
        "null", "0", "{}", "%00", "application/json", "text/html;q=0.9, */*",
        new string('"', 300), new string('k', 255), new string('k', 256), new string('k', 3000),
        string.Join(", ", Enumerable.Range(0, 400).Select(i => $"\"{i}\"")),
    ];

    /// <summary>Types of content, right and wrong; null stands for none.</summary>
    public static IReadOnlyList<string?> ContentTypes { get; } =
    [
        null, "", "application/json; charset=utf-8", "APPLICATION/JSON", "application/json;charset=\"UTF-8\"",
        "application/json; charset=utf-16", "application/json; charset=junk", "application/json;;;",
        "application/json; a=b; a=c", "application/problem+json", "application/vnd.api+json", "application/jsonp",
        "application/*", "*/*", "text/json", "text/plain", "text/html", "application/xml",
        "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x", "json", "/",
        "application/json, text/plain", "a/" + new string('b', 2000),
    ];

    private static string Nested(string open, string close, int depth) => Repeated(open, depth) + '0' + Repeated(close, depth);

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
