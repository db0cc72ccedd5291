using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using CarSearch.Common;
using CarSearch.Places;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>An error response: problem details (RFC 9457).</summary>
/// <param name="status">The HTTP status code.</param>
/// <param name="code">The error code, for programs.</param>
/// <param name="detail">The explanation, for people: what is wrong and what would be right.</param>
public sealed class Problem(int status, string code, string detail) : IResult
{
    /// <summary>Gets the section that defines the status code.</summary>
    public string Type => Describe(Status).Section;

    /// <summary>Gets the reason phrase of the status code.</summary>
    public string Title => Describe(Status).Title;

    /// <summary>Gets the HTTP status code.</summary>
    public int Status { get; } = status;

    /// <summary>Gets the explanation, for people.</summary>
    public string Detail { get; } = detail;

    /// <summary>Gets the error code, for programs.</summary>
    public string Code { get; } = code;

    /// <summary>Gets the errors by property, query parameter or header.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, ImmutableArray<string>>? Errors { get; init; }

    /// <summary>Gets, by property, the places that may be meant by one that is ambiguous or unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, IReadOnlyList<Place>>? Candidates { get; init; }

    /// <summary>Gets the delay before a retry.</summary>
    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets 404 for an unknown, malformed or deleted token. The cases are not distinguished.</summary>
    public static Problem SearchNotFound { get; } = new(
        StatusCodes.Status404NotFound, "NotFound",
        "No search has this token. POST /api/searches returns a token: 32 digits 0-9a-f. A deleted search is not found either.");

    /// <summary>Gets 410 for a search whose offers have expired.</summary>
    public static Problem SearchExpired { get; } = new(
        StatusCodes.Status410Gone, "Expired", "The offers of this search have expired. Start a new search.");

    /// <summary>Gets 404 for an offer that a search does not have.</summary>
    public static Problem OfferNotFound { get; } = new(
        StatusCodes.Status404NotFound, "NotFound",
        "The search has no offer with this id. Until it has ended, offers can be added. GET the search for the ids of its offers.");

    /// <summary>Gets 404 for an unknown path.</summary>
    public static Problem PathNotFound { get; } = new(
        StatusCodes.Status404NotFound, "NotFound", "The path does not exist. GET /api/openapi.json returns the paths of this API.");

    /// <summary>Gets 405 for a method that the path does not support. The header <c>Allow</c> lists those it does.</summary>
    public static Problem MethodNotAllowed { get; } = new(
        StatusCodes.Status405MethodNotAllowed, "MethodNotAllowed",
        "The path does not support this method. The header Allow lists the supported methods.");

    /// <summary>Gets 422 for an idempotency key that was used with another search.</summary>
    public static Problem IdempotencyKeyReused { get; } = new(
        StatusCodes.Status422UnprocessableEntity, "IdempotencyKeyReused",
        "This Idempotency-Key was used with another search within the last day. Use a new key.");

    /// <summary>Creates 429 for a search that can't be started in time.</summary>
    public static Problem TooManySearches(TimeSpan retryAfter) => new(
        StatusCodes.Status429TooManyRequests, "TooManySearches",
        "Too many searches are waiting to start. Nothing was accepted. Retry after the time in Retry-After.")
    {
        RetryAfter = retryAfter,
    };

    /// <summary>Creates 503. The delay is 5 seconds if it is not known; jitter of up to a half is added.</summary>
    public static Problem Unavailable(TimeSpan? retryAfter) => new(
        StatusCodes.Status503ServiceUnavailable, "Unavailable",
        "The service is temporarily unavailable. Retry after the time in Retry-After.")
    {
        RetryAfter = Jitter.Extend(retryAfter ?? TimeSpan.FromSeconds(5)),
    };

    /// <summary>Gets 500 for an unhandled exception.</summary>
    public static Problem InternalError { get; } = new(
        StatusCodes.Status500InternalServerError, "InternalError", "An internal error occurred. It has been logged.");

    /// <summary>Creates 400 for a body that is not JSON.</summary>
    internal static Problem InvalidJson(string error) => InvalidQuery(
        "InvalidJson",
        "The body must be a JSON object (RFC 8259), such as { \"pickUp\": { \"place\": \"JFK\", … }, … }.",
        new() { { "$", error } });

    /// <summary>Creates 400 with the errors of a query string, a header or a body.</summary>
    internal static Problem InvalidQuery(string code, string detail, Errors errors) => new(StatusCodes.Status400BadRequest, code, detail)
    {
        Errors = errors.ToImmutable(),
    };

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        await ApiResponse.WriteAsync(httpContext, this, ApiJson.Default.Problem, "application/problem+json").ConfigureAwait(false);
    }

    /// <summary>Gets the reason phrase of a status code and the section that defines it.</summary>
    private static (string Title, string Section) Describe(int status) => status switch
    {
        400 => ("Bad Request", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.1"),
        403 => ("Forbidden", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.4"),
        404 => ("Not Found", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5"),
        405 => ("Method Not Allowed", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6"),
        408 => ("Request Timeout", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.9"),
        410 => ("Gone", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.11"),
        413 => ("Content Too Large", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14"),
        415 => ("Unsupported Media Type", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16"),
        422 => ("Unprocessable Content", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.21"),
        429 => ("Too Many Requests", "https://www.rfc-editor.org/rfc/rfc6585#section-4"),
        503 => ("Service Unavailable", "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4"),
        500 => ("Internal Server Error", "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.1"),
        _ => ("Error", "https://www.rfc-editor.org/rfc/rfc9110#section-15"),
    };
}
