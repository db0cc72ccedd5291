using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CarSearch.Api;

/// <summary>A request's body: JSON of at most 16 KiB, read whole.</summary>
internal sealed class RequestBody : IDisposable
{
    public const int MostBytes = 16 * 1024;

    private readonly byte[] bytes = ArrayPool<byte>.Shared.Rent(MostBytes + 1);
    private int length;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    /// <summary>Reads the body.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public async ValueTask<Problem?> ReadAsync(HttpRequest request)
    {
        if (!IsJson(request))
        {
            return new()
            {
                Status = StatusCodes.Status415UnsupportedMediaType,
                Code = "UnsupportedMediaType",
                Detail = "The body must be JSON in UTF-8, not compressed: send Content-Type: application/json.",
            };
        }

        if (request.ContentLength > MostBytes)
        {
            return TooLarge;
        }

        try
        {
            while (length <= MostBytes)
            {
                var read = await request.Body.ReadAsync(bytes.AsMemory(length, MostBytes + 1 - length), request.HttpContext.RequestAborted)
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
            // The server's own limit, or a connection that broke; what is said of the latter hardly anybody will read.
            return exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
                ? TooLarge
                : SearchRequestReader.NotJson("The body did not arrive whole.");
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);

    private static Problem TooLarge { get; } = new()
    {
        Status = StatusCodes.Status413PayloadTooLarge,
        Code = "BodyTooLarge",
        Detail = $"The body may have at most {MostBytes} bytes.",
    };

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && (request.Headers.ContentEncoding.Count == 0 || request.Headers.ContentEncoding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase));
}
