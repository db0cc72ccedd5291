using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CarSearch.Offers;
using ModelContextProtocol.Protocol;

namespace CarSearch.Mcp;

/// <summary>A tool and the names of its arguments.</summary>
internal sealed record ToolDefinition(Tool Tool, ImmutableArray<string> Arguments);

/// <summary>The tools. The arguments have the names and the schemas of the HTTP API.</summary>
internal static class ToolDefinitions
{
    public const string FindPlaces = "find_places";
    public const string SearchCars = "search_cars";
    public const string GetOffers = "get_offers";
    public const string CancelSearch = "cancel_search";

    /// <summary>The seconds that <see cref="SearchCars"/> waits for the suppliers, unless given.</summary>
    public const int DefaultWait = 20;

    private const string Wait = "wait";

    /// <summary>Gets the names of the arguments that are members of the body of POST /api/searches.</summary>
    public static ImmutableArray<string> SearchMembers { get; }

    /// <summary>Gets the names of the arguments that are parameters of a GET of a search, <c>wait</c> aside.</summary>
    public static ImmutableArray<string> OfferParameterNames { get; } = [.. OfferParameters.All.Select(parameter => parameter.Name)];

    public static ImmutableArray<ToolDefinition> All { get; }

    static ToolDefinitions()
    {
        var schemas = new ToolSchemas();
        var (members, required) = schemas.SearchBody();
        SearchMembers = [.. members.Select(member => member.Key)];
        All =
        [
            Create(
                FindPlaces, "Find airports and cities", ToolTexts.FindPlaces,
                schemas.Parameters("/api/places"), ["q"], schemas.Places()),
            Create(
                SearchCars, "Search rental cars", ToolTexts.SearchCars,
                Merge(members, Parameters(schemas, OfferFilters.All.Select(filter => filter.Name), $"Default: {DefaultWait}.")),
                required, schemas.Search()),
            Create(
                GetOffers, "Get offers of a search", ToolTexts.GetOffers,
                Merge(TokenArgument(), Parameters(schemas, OfferParameterNames, "Default: 0.")),
                ["token"], schemas.Search()),
            Create(
                CancelSearch, "Cancel a search", ToolTexts.CancelSearch,
                TokenArgument(), ["token"], null),
        ];
    }

    private static ToolDefinition Create(
        string name, string title, string description, JsonObject properties, string[] required, JsonObject? output)
    {
        ImmutableArray<string> arguments = [.. properties.Select(property => property.Key)];
        var isReading = name is FindPlaces or GetOffers;
        return new(
            new()
            {
                Name = name,
                Title = title,
                Description = description,
                InputSchema = ToolSchemas.ToElement(ToolSchemas.Object(properties, required)),
                OutputSchema = output is null ? null : ToolSchemas.ToElement(output),
                Annotations = new()
                {
                    ReadOnlyHint = isReading,
                    DestructiveHint = isReading ? null : name == CancelSearch,
                    IdempotentHint = isReading ? null : name == CancelSearch,
                    OpenWorldHint = name == SearchCars,
                },
            },
            arguments);
    }

    /// <summary>Creates the schema of a token, which clients may write with dashes and capitals.</summary>
    private static JsonObject TokenArgument() => new()
    {
        ["token"] = new JsonObject { ["type"] = "string", ["description"] = ToolTexts.Token },
    };

    private static JsonObject Parameters(ToolSchemas schemas, IEnumerable<string> names, string defaultWait)
    {
        var all = schemas.Parameters("/api/searches/{token}");
        var chosen = new JsonObject();
        foreach (var name in names.Append(Wait))
        {
            chosen[name] = all[name]!.DeepClone();
        }

        Describe(Wait, $"{ToolTexts.Wait} {defaultWait}");
        Describe(OfferParameters.View.Name, ToolTexts.View);
        Describe(OfferParameters.Limit.Name, ToolTexts.Limit);
        return chosen;

        // Describes an argument whose default is not that of the HTTP API.
        void Describe(string name, string description)
        {
            if (chosen[name] is JsonObject schema)
            {
                schema["description"] = description;
                schema.Remove("default");
            }
        }
    }

    private static JsonObject Merge(JsonObject first, JsonObject second) =>
        new(first.Concat(second).Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone())));
}

/// <summary>Source-generated serialization of schemas.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class NodeJson : JsonSerializerContext;
