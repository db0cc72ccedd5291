using System.Text;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>A request of a <see cref="RequestGenerator"/>.</summary>
/// <param name="Operation">The operation that it is for.</param>
/// <param name="Target">Its path and query, as they are sent.</param>
/// <param name="Headers">Names and values.</param>
/// <param name="ContentType">The type of the body, if it has one.</param>
/// <param name="Body">The body, if the operation takes one.</param>
/// <param name="IsChunked">Whether the length of the body is not sent.</param>
internal sealed record GeneratedRequest(
    ApiOperation Operation,
    string Target,
    IReadOnlyList<(string Name, string Value)> Headers,
    string? ContentType,
    byte[]? Body,
    bool IsChunked)
{
    /// <summary>Creates the request for a host; escapes that are none stay as they are.</summary>
    public HttpRequestMessage To(Uri host)
    {
        var exact = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var request = new HttpRequestMessage(new(Operation.Method), new Uri(host.GetLeftPart(UriPartial.Authority) + Target, exact));
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            request.Headers.TransferEncodingChunked = IsChunked ? true : null;
            if (ContentType is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
            }
        }

        return request;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var body = Body is null ? "" : $" [{Body.Length}] {Encoding.Latin1.GetString(Body.AsSpan(0, Math.Min(Body.Length, 2000)))}";
        var text = $"{Operation.Method} {Target} {string.Join("; ", Headers)} {ContentType}{body}";
        return string.Concat(text.Select(c => c is >= ' ' and <= '~' ? $"{c}" : $"\\x{(int)c:x2}"));
    }
}
