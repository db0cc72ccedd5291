using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CarSearch.Functions.Storage;
using CarSearch.Rentals;
using CarSearch.Searches;

namespace CarSearch.Functions.Searches;

/// <summary>
/// The input of an orchestration and its activities. It is stored in the history, next to the instance id, which is the token: here the
/// token is serialized on purpose.
/// </summary>
/// <param name="Token">The token, 32 lower-case hexadecimal digits.</param>
/// <param name="RequestedAt">When the search was accepted, UTC.</param>
/// <param name="Request">The normalized request.</param>
/// <param name="TraceParent">The span of the POST, in the format of W3C Trace Context; null if it is not traced.</param>
public sealed record SearchInput(
    string Token,
    DateTimeOffset RequestedAt,
    SearchRequest Request,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceParent = null)
{
    /// <summary>Creates the input of an accepted search.</summary>
    public static SearchInput From(AcceptedSearch search) =>
        new(search.Token.Value, search.RequestedAt, search.Request, Activity.Current?.Id);

    /// <summary>
    /// Gets the parent of a run's span: that of the POST if the current span belongs to another trace, as the engine's queues may lose it.
    /// </summary>
    public ActivityContext ParentContext() =>
        ActivityContext.TryParse(TraceParent, null, isRemote: true, out var post) && Activity.Current?.TraceId != post.TraceId
            ? post
            : default;

    /// <summary>Gets the search as it was accepted.</summary>
    /// <exception cref="ArgumentException">The input is not that of a search: the orchestration was started by hand.</exception>
    public AcceptedSearch ToSearch() => SearchToken.TryParse(Token, out var token) && Request is not null
        ? new(token, RequestedAt, Request)
        : throw new ArgumentException(
            "The input of a search needs a token of 32 lower-case hexadecimal digits and a request. "
            + "Start searches with POST /api/searches.");

    /// <summary>Parses the input of an instance, as the Durable client returns it.</summary>
    /// <returns>False if it is not the input of a search.</returns>
    public static bool TryParse(string? json, [NotNullWhen(true)] out AcceptedSearch? search)
    {
        search = null;
        try
        {
            search = json is null ? null : JsonSerializer.Deserialize<SearchInput>(json, FunctionsJson.Options)?.ToSearch();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
        }

        return search is not null;
    }

    /// <summary>Returns a text without the token, for logs.</summary>
    public override string ToString() => SearchToken.TryParse(Token, out var token) ? $"search {token}" : "not a search";
}

/// <summary>Serializes what this process exchanges with the Functions host.</summary>
[JsonSerializable(typeof(SearchInput))]
[JsonSerializable(typeof(RunResult))]
[JsonSerializable(typeof(StoredClaim))]
internal sealed partial class FunctionsJson : JsonSerializerContext
{
    /// <summary>
    /// Gets the options for all types: those named here use generated code, others (a timer's) reflection.
    /// </summary>
    public static new JsonSerializerOptions Options { get; } = new(SearchJson.Default.Options)
    {
        PropertyNameCaseInsensitive = true,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(Default, new DefaultJsonTypeInfoResolver()),
    };
}
