using System.Text.Json;
using CarSearch.Common;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>202 to a POST: the token of the search, and its address.</summary>
internal sealed class AcceptedResult(SearchToken token, string? publicUrl, string retryAfter) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        using var body = new PooledBuffer(512);
        Write(body, SearchLinks.Relative(request, token));
        response.StatusCode = StatusCodes.Status202Accepted;
        var location = SearchLinks.Absolute(request, token, publicUrl);
        response.Headers.Location = location;
        response.Headers["Operation-Location"] = location;
        response.Headers.RetryAfter = retryAfter;
        await ApiResponse.WriteAsync(httpContext, body.WrittenMemory).ConfigureAwait(false);
    }

    private void Write(PooledBuffer body, string link)
    {
        using var writer = new Utf8JsonWriter(body, JsonText.Documents);
        writer.WriteStartObject();
        writer.WriteString("token"u8, token.Value);
        writer.WriteString("status"u8, "NotStarted"u8);
        writer.WriteStartObject("links"u8);
        writer.WriteString("self"u8, link);
        writer.WriteString("cancel"u8, link);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
