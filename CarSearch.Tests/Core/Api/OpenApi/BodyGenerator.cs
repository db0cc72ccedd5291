using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>Generates bodies from the examples of a request: good ones, ones with a few wrong members, and ones that are no JSON.</summary>
/// <param name="content">The media type object of the request body.</param>
internal sealed partial class BodyGenerator(JsonElement content)
{
    private readonly string[] examples =
        [.. content.GetProperty("examples").EnumerateObject().Select(example => example.Value.GetProperty("value").GetRawText())];

    /// <summary>Gets the bodies.</summary>
    public Gen<byte[]?> Bodies => Gen.Frequency(
        (35, Good.Select(Utf8)),
        (45, from text in Good
             from changes in Gen.Choose(1, 3)
             from changed in Enumerable.Range(0, changes).Aggregate(Gen.Constant(text), (before, _) => before.SelectMany(ChangeMember))
             select Utf8(changed)),
        (20, Good.SelectMany(ChangeBytes)))!;

    private Gen<string> Good => Gen.Elements(examples);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static Gen<string> ChangeMember(string text)
    {
        var members = Member().Matches(text);
        if (members.Count == 0)
        {
            return Gen.Constant(text);
        }

        var texts = Gen.OneOf(Gen.Elements<string>(Junk.Texts), Gen.Elements<string>(Junk.Times));
        var values = Gen.OneOf(Gen.Elements<string>(Junk.JsonValues), texts.Select(Quote));
        return from member in Gen.Elements<Match>(members)
               let name = member.Groups["name"].Value
               from value in values
               from unknown in Gen.Elements<string>(Junk.Names).Select(Quote)
               from changed in Gen.Frequency(
                   (6, Gen.Constant($"{name}:{value}")),
                   (1, Gen.Constant($"{unknown}:{member.Groups["value"].Value}")),
                   (1, Gen.Constant($"{name.ToUpperInvariant()}:{member.Groups["value"].Value}")),
                   (1, Gen.Constant($"{member.Value},{unknown}:{value}")),
                   (1, Gen.Constant($"{member.Value},{name}:{value}")))
               select text[..member.Index] + changed + text[(member.Index + member.Length)..];
    }

    private static Gen<byte[]> ChangeBytes(string text)
    {
        var bytes = Utf8(text);
        var places = Gen.Choose(0, bytes.Length - 1);
        return Gen.OneOf(
            places.Select(at => bytes[..at]),
            Gen.Elements<string>(Junk.JsonValues).Select(more => (byte[])[.. bytes, .. Utf8(more)]),
            from at in places
            from odd in Gen.Choose(0, 255)
            from replaced in Gen.Choose(0, 1)
            select (byte[])[.. bytes[..at], (byte)odd, .. bytes[(at + replaced)..]],
            Gen.Elements(16_383, 16_384, 16_385, 20_000, 40_000).Select(length => Utf8(text.PadRight(length))),
            Gen.Choose(0, 255).Select(one => (byte)one).ArrayOf(100),
            Gen.Elements<string>(Junk.Bodies).Select(Utf8),
            Gen.Elements<byte[]>(
                [.. Encoding.UTF8.Preamble, .. bytes],
                Encoding.Unicode.GetBytes(text),
                Utf8(text.Replace('"', '\'')),
                Utf8(text.Replace(",", ",/* and */", StringComparison.Ordinal))));
    }

    // A JSON string of the text, lone surrogates included, which a serializer would replace.
    private static string Quote(string text) =>
        '"' + string.Concat(text.Select(c => c is '"' or '\\' or < ' ' || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString())) + '"';

    [GeneratedRegex("""(?<name>"\w+"): ?(?<value>"[^"]*"|[0-9.]+|\{[^{}]*\})""")]
    private static partial Regex Member();
}
