using System.Text;
using System.Text.RegularExpressions;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Mutates messages by bytes, tags and values. Equal seeds give equal mutations.</summary>
/// <param name="messages">The original messages, treated as ISO 8859-1, which preserves every byte.</param>
internal sealed partial class Mutations(IReadOnlyList<byte[]> messages)
{
    private const string OverflowingCharge = "<VehicleCharge Purpose=\"22\" Amount=\"79228162514264337593543950335\"/>";

    private static readonly string[] Pieces =
    [
        "<", ">", "/>", "</", "\"", "'", "&", "]]>", "<![CDATA[", "<!--", "-->", "<?x ?>", "<?xml version=\"1.0\" encoding=\"utf-16\"?>",
        "<!DOCTYPE a>", "<TPA_Extensions>", "</TPA_Extensions>", "<VehAvail>", "</VehAvail>", "<VehVendorAvail>", "<Vendor>",
        "<Errors><Error Type=\"3\" Code=\"301\"/></Errors>", "<Fault><faultcode>Server</faultcode></Fault>",
        "<TotalCharge RateTotalAmount=\"1\" CurrencyCode=\"USD\"/>", OverflowingCharge + OverflowingCharge, "\u00EF\u00BB\u00BF",
            "\u00FF\u00FE",
        "\0", "\u00C3(", "\u0085",
    ];

    private static readonly string?[] Charsets =
        [null, null, null, null, "utf-8", "iso-8859-1", "windows-1252", "utf-16", "utf-32", "shift_jis", "gb18030", "utf-7", "klingon"];

    /// <summary>Creates a mutated message and the charset of its media type.</summary>
    public (byte[] Bytes, string? Charset) Create(int seed)
    {
        var random = new Random(seed);
        var text = PickMessage(random);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            text = Mutate(text, random);
        }

        return (Encoding.Latin1.GetBytes(text), Charsets[random.Next(Charsets.Length)]);
    }

    private string Mutate(string text, Random random) => random.Next(16) switch
    {
        0 => Flip(text, random),
        1 => Cut(text, random, out _),
        2 => Duplicate(text, random),
        3 => text[..random.Next(text.Length + 1)],
        4 => text.Insert(random.Next(text.Length + 1), Pieces[random.Next(Pieces.Length)]),
        5 => Swap(Tag(), text, random),
        6 => Nest(text, random),
        7 => Splice(text, PickMessage(random), random),
        8 => Replace(Tag(), text, random, DuplicateAttributeOrTag),
        9 => Replace(Tag(), text, random, _ => ""),
        10 => Replace(Attribute(), text, random, _ => ""),
        11 => Replace(Attribute(), text, random, attribute => attribute + attribute),
        12 => Swap(Attribute(), text, random),
        13 => text.Replace(
            "encoding=\"utf-8\"", $"encoding=\"{Charsets[random.Next(4, Charsets.Length)]}\"", StringComparison.OrdinalIgnoreCase),
        _ => Replace(Value(), text, random, _ => $"\"{MutationValues.Pick(random)}\"", random.Next(1, 20)),
    };

    private string PickMessage(Random random) => Encoding.Latin1.GetString(messages[random.Next(messages.Count)]);

    private static string Flip(string text, Random random)
    {
        var letters = text.ToCharArray();
        for (var times = random.Next(1, 9); times > 0 && letters.Length > 0; times--)
        {
            letters[random.Next(letters.Length)] ^= (char)(1 << random.Next(8));
        }

        return new(letters);
    }

    private static string Cut(string text, Random random, out string piece)
    {
        var start = random.Next(text.Length + 1);
        var length = Math.Min(text.Length - start, random.Next(1, 1 << random.Next(1, 12)));
        piece = text.Substring(start, length);
        return text.Remove(start, length);
    }

    private static string Duplicate(string text, Random random)
    {
        Cut(text, random, out var piece);
        return text.Insert(random.Next(text.Length + 1), new StringBuilder().Insert(0, piece, random.Next(1, 5)).ToString());
    }

    private static string Splice(string text, string other, Random random) =>
        string.Concat(text.AsSpan(0, random.Next(text.Length + 1)), other.AsSpan(random.Next(other.Length + 1)));

    private static string Nest(string text, Random random)
    {
        var depth = random.Next(1, 200);
        var names = new[] { "a", "VehAvail", "TPA_Extensions", "Vehicle", "Vendor", "Errors", "Envelope" };
        var name = names[random.Next(names.Length)];
        var open = string.Concat(Enumerable.Repeat($"<{name}>", depth));
        var close = string.Concat(Enumerable.Repeat($"</{name}>", depth));
        var at = text.IndexOf('>', random.Next(text.Length + 1)) + 1;
        return text.Insert(at, random.Next(4) == 0 ? open : open + close);
    }

    private static string Replace(Regex what, string text, Random random, Func<string, string> with, int times = 1)
    {
        for (; times > 0; times--)
        {
            var found = what.Match(text, random.Next(text.Length + 1));
            if (found.Success)
            {
                text = string.Concat(text.AsSpan(0, found.Index), with(found.Value), text.AsSpan(found.Index + found.Length));
            }
        }

        return text;
    }

    private static string Swap(Regex what, string text, Random random)
    {
        var one = what.Match(text, random.Next(text.Length + 1));
        var other = what.Match(text, random.Next(text.Length + 1));
        if (!one.Success || !other.Success || one.Index == other.Index)
        {
            return text;
        }

        var (first, second) = one.Index < other.Index ? (one, other) : (other, one);
        var between = text[(first.Index + first.Length)..second.Index];
        return string.Concat(text[..first.Index], second.Value, between, first.Value + text[(second.Index + second.Length)..]);
    }

    private static string DuplicateAttributeOrTag(string tag) =>
        tag.EndsWith("/>", StringComparison.Ordinal) ? tag.Insert(tag.Length - 2, " Status=\"Available\" Status=\"\"") : tag + tag;

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(" [A-Za-z_]+=\"[^\"<]*\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("(?<==)\"[^\"<]*\"")]
    private static partial Regex Value();
}

/// <summary>Attribute values that no schema allows.</summary>
internal static class MutationValues
{
    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "00", "1e9", "NaN", "INF", "true", "79228162514264337593543950335", "-79228162514264337593543950335",
        "999999999999999999", "1000000000000000000", "0.0000000000000000000000000001", "1,234", "1.234,56", "1.2.3", "5+2", "4-5",
        "18446744073709551616", "USD", "usd", "EUR", "XXX", "\u00A3", "Available", "OnRequest", "SIPP", "CDMR", "MBMR", "&#xD800;", "&#0;",
        "&#x1F697;", "&lt;", "&amp;amp;", "&none;", "https://x.example/", "http://", "//", "javascript:alert(1)", "\r\n\t", "\0", "|",
        "&#x10FFFF;", "Extra", "Week", "22", "23", "1", "35",
    ];

    public static string Pick(Random random) => Values[random.Next(Values.Length)];
}
