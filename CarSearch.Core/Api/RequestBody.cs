using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CarSearch.Api;

/// <summary>The body of a request: JSON of at most 16 KiB, buffered.</summary>
internal sealed class RequestBody : IDisposable
{
    public const int MaxBytes = 16 * 1024;

    private readonly byte[] bytes = ArrayPool<byte>.Shared.Rent(MaxBytes + 1);
    private int length;

    /// <summary>Gets the text. A byte order mark is ignored (RFC 8259, 8.1).</summary>
    public ReadOnlyMemory<byte> Text
    {
        get
        {
            var written = bytes.AsMemory(0, length);
            return written.Span.StartsWith(Encoding.UTF8.Preamble) ? written[Encoding.UTF8.Preamble.Length..] : written;
        }
    }

    /// <summary>Reads the body. Returns the problem, or null on success.</summary>
    public async ValueTask<Problem?> ReadAsync(HttpRequest request)
    {
        if (CheckType(request) is { } unsupported)
        {
            return unsupported;
        }

        if (request.ContentLength > MaxBytes)
        {
            return TooLarge;
        }

        try
        {
            while (length <= MaxBytes)
            {
                var read = await request.Body.ReadAsync(bytes.AsMemory(length, MaxBytes + 1 - length), request.HttpContext.RequestAborted)
                    .ConfigureAwait(false);
                if (read == 0)
                {
                    return null;
                }

                length += read;
            }

            return TooLarge;
        }
        catch (IOException exception)
        {
            // The server enforces its own limits of size and time, or the connection was lost.
            return (exception as BadHttpRequestException)?.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => TooLarge,
                StatusCodes.Status408RequestTimeout => TimedOut,
                _ => Problem.InvalidJson("The body is incomplete."),
            };
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);

    private static Problem TooLarge { get; } = new(
        StatusCodes.Status413PayloadTooLarge, "BodyTooLarge", $"The body must not exceed {MaxBytes} bytes.");

    private static Problem TimedOut { get; } = new(
        StatusCodes.Status408RequestTimeout,
        "RequestTimeout",
        "The body was not received in time. Nothing was accepted. Send the request again.");

    /// <summary>Returns the problem of a body that is not uncompressed JSON in UTF-8, or null.</summary>
    private static Problem? CheckType(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !IsUtf8(HeaderUtilities.UnescapeAsQuotedString(type.Charset))))
        {
            return Unsupported("Content-Type", request.ContentType ?? "", "application/json, optionally with charset=utf-8");
        }

        var encoding = request.Headers.ContentEncoding;
        return encoding.Count == 0 || encoding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? null
            : Unsupported("Content-Encoding", encoding.ToString(), "none, or identity");
    }

    /// <summary>Whether a charset is UTF-8, by its registered name or the common one without a hyphen.</summary>
    private static bool IsUtf8(StringSegment charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    private static Problem Unsupported(string header, string value, string allowed)
    {
        var error = value.Length == 0 ? $"Missing. Allowed: {allowed}." : Errors.Invalid(value, allowed);
        return new(
            StatusCodes.Status415UnsupportedMediaType,
            "UnsupportedMediaType",
            "The body must be uncompressed JSON in UTF-8, with Content-Type: application/json.")
        {
            Errors = new Errors { { header, error } }.ToImmutable(),
        };
    }
}
