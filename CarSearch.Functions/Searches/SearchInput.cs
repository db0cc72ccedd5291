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
/// What an orchestration and its activities are given. It is kept in the history, next to the instance id, which is the token:
/// so the token is written out here, on purpose.
/// </summary>
/// <param name="Token">The token, 32 lower-case hexadecimal digits.</param>
/// <param name="RequestedAt">When the search was accepted, UTC.</param>
/// <param name="Request">What was asked, normalized.</param>
/// <param name="TraceParent">The span of the POST, as W3C Trace Context writes it (<c>traceparent</c>); null when it is not traced.</param>
public sealed record SearchInput(
    string Token, DateTimeOffset RequestedAt, SearchRequest Request, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceParent = null)
{
    /// <summary>The input of an accepted search.</summary>
    public static SearchInput Of(AcceptedSearch search) => new(search.Token.Value, search.RequestedAt, search.Request, Activity.Current?.Id);

    /// <summary>
    /// The span that a run belongs under: the current one, unless that has lost the trace of the POST on its way through queues; then the POST's.
    /// </summary>
    public ActivityContext Caller() =>
        ActivityContext.TryParse(TraceParent, null, isRemote: true, out var post) && Activity.Current?.TraceId != post.TraceId ? post : default;

    /// <summary>The search, as it was accepted.</summary>
    /// <exception cref="ArgumentException">This is no input of a search: the orchestration was started by hand.</exception>
    public AcceptedSearch ToSearch() => SearchToken.TryParse(Token, out var token) && Request is not null
        ? new(token, RequestedAt, Request)
        : throw new ArgumentException("The input of a search needs a token of 32 lower-case hexadecimal digits and a request. Searches are started by POST /api/searches.");

    /// <summary>Reads the input of an instance, as the Durable client hands it out.</summary>
    /// <returns>False when it is none.</returns>
    public static bool TryRead(string? json, [NotNullWhen(true)] out AcceptedSearch? search)
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

    /// <summary>Keeps the token out of logs.</summary>
    public override string ToString() => SearchToken.TryParse(Token, out var token) ? $"search {token}" : "no search";
}

/// <summary>What passes between this process and the Functions host, as JSON.</summary>
[JsonSerializable(typeof(SearchInput))]
[JsonSerializable(typeof(RunResult))]
[JsonSerializable(typeof(StoredClaim))]
internal sealed partial class FunctionsJson : JsonSerializerContext
{
    /// <summary>For whatever the host sends: the types named here by generated code, others (a timer's) as usual. A state is kept in histories as its word.</summary>
    public static new JsonSerializerOptions Options { get; } = new(SearchJson.Default.Options)
    {
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter<SearchStatus>() },
        TypeInfoResolver = JsonTypeInfoResolver.Combine(Default, new DefaultJsonTypeInfoResolver()),
    };
}
