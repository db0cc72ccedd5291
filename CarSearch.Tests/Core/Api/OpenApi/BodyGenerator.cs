using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>Makes bodies from the schema and the examples of a request: good ones, and ones with a few things wrong.</summary>
/// <param name="api">The description.</param>
/// <param name="random">Where chance comes from.</param>
/// <param name="today">The day that good times come after.</param>
internal sealed class BodyGenerator(ApiDescription api, Random random, DateOnly today)
{
    // Stands in the JsonNode for text that a JsonNode can't hold, such as 1e999, and gives way to it in the end.
    private const string Marker = "@@";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SchemaSampler _sampler = new(api, random);
    private readonly List<string> _raw = [];

    /// <summary>A body, and what was done to it (for a person to read).</summary>
    /// <param name="content">The media type object of the request body.</param>
    public (byte[] Bytes, string What) Create(JsonElement content)
    {
        _raw.Clear();
        var schema = content.GetProperty("schema");
        var examples = content.GetProperty("examples").EnumerateObject().Select(example => example.Value.GetProperty("value")).ToList();
        var body = random.Next(3) > 0 ? JsonNode.Parse(_sampler.Pick(examples).GetRawText())! : _sampler.Sample(schema)!;
        SetTimes(body, today.ToDateTime(new TimeOnly(10, 0)).AddDays(random.Next(10, 200)));
        var what = "good";
        var chance = random.Next(100);
        if (chance is >= 35 and < 80)
        {
            what = string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => MutateMember(body.AsObject(), schema)).ToList());
        }

        var text = Raw(body.ToJsonString(Plain));
        return chance < 80 ? (Encoding.UTF8.GetBytes(text), what) : MutateText(text);
    }

    // Later in the document is later in time: every rental ends after it begins.
    private void SetTimes(JsonNode node, DateTime start)
    {
        var at = start;
        foreach (var (owner, name, _) in Members(node.AsObject(), default).ToList())
        {
            if (owner[name] is JsonValue text && text.TryGetValue<string>(out var time)
                && Regex.IsMatch(time, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T"))
            {
                owner[name] = at.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
                at = at.AddMinutes(random.Next(1, 90 * 24 * 4) * 15);
            }
        }
    }

    private string MutateMember(JsonObject body, JsonElement schema)
    {
        var members = Members(body, schema).ToList();
        if (members.Count == 0)
        {
            return "nothing left to change";
        }

        var (owner, name, member) = _sampler.Pick(members);
        switch (random.Next(8))
        {
            case 0:
                owner.Remove(name);
                return $"{name} missing";
            case 1:
                owner[Mark(Quote(_sampler.Pick(Junk.Names)))] = Mark(_sampler.Pick(Junk.JsonValues));
                return $"an unknown member beside {name}";
            case 2:
                owner[Mark(Quote(name))] = random.Next(2) == 0 ? owner[name]?.DeepClone() : Mark(_sampler.Pick(Junk.JsonValues));
                return $"{name} twice";
            case 3:
                var value = owner[name]?.DeepClone();
                owner.Remove(name);
                owner[random.Next(2) == 0 ? name.ToUpperInvariant() : name + " "] = value;
                return $"{name} misspelled";
            case 4 when member.ValueKind == JsonValueKind.Object && _sampler.Bounds(member) is { Count: > 0 } bounds:
                owner[name] = Mark(_sampler.Pick(bounds));
                return $"{name} at a bound";
            case 5:
                owner[name] = Mark(Quote(_sampler.Pick(Junk.Texts)));
                return $"{name} a strange text";
            case 6 when name == "at":
                owner[name] = Mark(Quote(_sampler.Pick(Junk.Times)));
                return $"{name} a strange time";
            default:
                owner[name] = Mark(_sampler.Pick(Junk.JsonValues));
                return $"{name} a strange value";
        }
    }

    private (byte[] Bytes, string What) MutateText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var at = random.Next(bytes.Length);
        return random.Next(12) switch
        {
            0 => (bytes[..at], "cut short"),
            1 => ([.. bytes, .. Encoding.UTF8.GetBytes(_sampler.Pick(Junk.JsonValues))], "something after the end"),
            2 => ([.. Encoding.UTF8.Preamble, .. bytes], "a byte order mark"),
            3 => ([.. bytes[..at], (byte)random.Next(128, 256), .. bytes[at..]], "bad UTF-8"),
            4 => ([.. bytes[..at], (byte)random.Next(0, 32), .. bytes[at..]], "a control character"),
            5 => ([.. bytes[..at], (byte)random.Next(32, 127), .. bytes[(at + 1)..]], "another character"),
            6 => (Encoding.Unicode.GetBytes(text), "UTF-16"),
            7 => (Encoding.UTF8.GetBytes(text.Replace('"', '\'')), "single quotes"),
            8 => (Encoding.UTF8.GetBytes(text.Replace(",", ",/* and */", StringComparison.Ordinal)), "comments"),
            9 => (Encoding.UTF8.GetBytes(text.PadRight(_sampler.Pick<int>([16_383, 16_384, 16_385, 20_000, 40_000]))), "padded to a limit"),
            10 => (RandomBytes(), "random bytes"),
            _ => (Encoding.UTF8.GetBytes(_sampler.Pick(Junk.Bodies)), "another document"),
        };
    }

    // Every member of the object and the objects in it, with its schema where that is known.
    private IEnumerable<(JsonObject Owner, string Name, JsonElement Schema)> Members(JsonObject owner, JsonElement schema)
    {
        schema = api.Follow(schema);
        var properties = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var known) ? known : default;
        foreach (var (name, value) in owner.Where(member => !member.Key.StartsWith(Marker, StringComparison.Ordinal)).ToList())
        {
            var isKnown = properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out _);
            var inner = isKnown ? properties.GetProperty(name) : default;
            yield return (owner, name, inner);
            foreach (var deeper in value is JsonObject child ? Members(child, inner) : [])
            {
                yield return deeper;
            }
        }
    }

    private string Mark(string raw)
    {
        _raw.Add(raw);
        return $"{Marker}{(_raw.Count - 1).ToString(CultureInfo.InvariantCulture)}{Marker}";
    }

    private string Raw(string json)
    {
        for (var i = 0; i < _raw.Count; i++)
        {
            json = json.Replace($"\"{Marker}{i.ToString(CultureInfo.InvariantCulture)}{Marker}\"", _raw[i], StringComparison.Ordinal);
        }

        return json;
    }

    private byte[] RandomBytes()
    {
        var bytes = new byte[random.Next(1, 300)];
        random.NextBytes(bytes);
        return bytes;
    }

    // A JSON string of the text, lone surrogates included, which a serializer would replace.
    private static string Quote(string text) =>
        '"' + string.Concat(text.Select(c => c is '"' or '\\' or < ' ' || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString())) + '"';
}
