using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CarSearch.Common;
using CarSearch.Places;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CarSearch.Api;

/// <summary>An error, told as problem details (RFC 9457).</summary>
public sealed record Problem : IResult
{
    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>One word, for programs.</summary>
    public required string Code { get; init; }

    /// <summary>What went wrong and what would be right, for people.</summary>
    public required string Detail { get; init; }

    /// <summary>Each member or query name that is wrong, with the reasons.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Errors { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>For each member that names several places: which ones.</summary>
    public ImmutableSortedDictionary<string, IReadOnlyList<Place>> Candidates { get; init; } =
        ImmutableSortedDictionary<string, IReadOnlyList<Place>>.Empty;

    /// <summary>When to ask again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>404: the same for a token that never was, a malformed one and a deleted one.</summary>
    public static Problem NoSuchSearch { get; } = new()
    {
        Status = StatusCodes.Status404NotFound,
        Code = "NotFound",
        Detail = "There is no search with this token. A token has 32 digits 0-9a-f and is given by POST /api/searches; a deleted search has none.",
    };

    /// <summary>410: the search has ended, and its offers are not served any more.</summary>
    public static Problem Expired { get; } = new()
    {
        Status = StatusCodes.Status410Gone,
        Code = "Expired",
        Detail = "The offers of this search are too old to be booked. Start a new search.",
    };

    /// <summary>404 for an address that is not of this API.</summary>
    public static Problem NoSuchAddress { get; } = new()
    {
        Status = StatusCodes.Status404NotFound,
        Code = "NotFound",
        Detail = "There is nothing at this address. GET /api/openapi.json describes what there is.",
    };

    /// <summary>405 for a method that an address does not take; the header <c>Allow</c> says which it does.</summary>
    public static Problem WrongMethod { get; } = new()
    {
        Status = StatusCodes.Status405MethodNotAllowed,
        Code = "MethodNotAllowed",
        Detail = "This address does not take this method; the header Allow says which it does. GET /api/openapi.json describes them.",
    };

    /// <summary>503, with as little as possible about the inside.</summary>
    public static Problem Unavailable(TimeSpan? retryAfter) => new()
    {
        Status = StatusCodes.Status503ServiceUnavailable,
        Code = "Unavailable",
        Detail = "The search service can't reach its storage at the moment. Nothing was changed as far as is known; ask again later.",
        RetryAfter = retryAfter ?? TimeSpan.FromSeconds(5),
    };

    /// <summary>500: a fault of ours.</summary>
    public static Problem Internal { get; } = new()
    {
        Status = StatusCodes.Status500InternalServerError,
        Code = "InternalError",
        Detail = "Something went wrong on our side; it has been logged.",
    };

    /// <summary>400 for query names.</summary>
    internal static Problem InvalidQuery(string code, string detail, Errors errors) => new()
    {
        Status = StatusCodes.Status400BadRequest,
        Code = code,
        Detail = detail,
        Errors = errors.ToImmutable(),
    };

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var body = new PooledBuffer(1024);
        Write(body);
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = Answers.CacheControl;
        if (RetryAfter is { } wait)
        {
            response.Headers[HeaderNames.RetryAfter] = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        await Answers.WriteAsync(response, body, httpContext.RequestAborted).ConfigureAwait(false);
    }

    private void Write(PooledBuffer body)
    {
        using var writer = new Utf8JsonWriter(body, JsonText.Documents);
        var (title, section) = Describe(Status);
        writer.WriteStartObject();
        writer.WriteString("type"u8, section);
        writer.WriteString("title"u8, title);
        writer.WriteNumber("status"u8, Status);
        writer.WriteString("detail"u8, Detail);
        writer.WriteString("code"u8, Code);
        if (!Errors.IsEmpty)
        {
            writer.WriteStartObject("errors"u8);
            foreach (var (name, messages) in Errors)
            {
                writer.WriteStartArray(name);
                foreach (var message in messages)
                {
                    writer.WriteStringValue(message);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        if (!Candidates.IsEmpty)
        {
            writer.WriteStartObject("candidates"u8);
            foreach (var (name, places) in Candidates)
            {
                writer.WritePropertyName(name);
                PlacesApi.Write(writer, places);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>A status's reason phrase and where it is defined.</summary>
    private static (string Title, string Section) Describe(int status) => status switch
    {
        400 => ("Bad Request", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.1"),
        404 => ("Not Found", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5"),
        405 => ("Method Not Allowed", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6"),
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
