using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CarSearch.Api;

/// <summary>The body of a request: JSON of at most 16 KiB, buffered.</summary>
internal sealed class RequestBody : IDisposable
{
    public const int MaxBytes = 16 * 1024;

    private readonly byte[] bytes = ArrayPool<byte>.Shared.Rent(MaxBytes + 1);
    private int length;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    /// <summary>Reads the body. Returns the problem, or null on success.</summary>
    public async ValueTask<Problem?> ReadAsync(HttpRequest request)
    {
        if (!IsJson(request))
        {
            return new()
            {
                Status = StatusCodes.Status415UnsupportedMediaType,
                Code = "UnsupportedMediaType",
                Detail = "The body must be uncompressed JSON in UTF-8, with Content-Type: application/json.",
            };
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
            // The server enforces its own limit, or the connection was lost.
            return exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
                ? TooLarge
                : SearchRequestReader.InvalidJson("The body is incomplete.");
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);

    private static Problem TooLarge { get; } = new()
    {
        Status = StatusCodes.Status413PayloadTooLarge,
        Code = "BodyTooLarge",
        Detail = $"The body must not exceed {MaxBytes} bytes.",
    };

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding is var encoding
        && (encoding.Count == 0 || encoding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase));
}
