using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace CarSearch.BareServer;

/// <summary>Writes the bytes that CarSearch answered before, by path and query.</summary>
internal sealed class ReplayServer(string file)
{
    private readonly Dictionary<string, ReadyAnswer> answers =
        JsonSerializer.Deserialize<ReadyAnswer[]>(File.ReadAllBytes(file))!.ToDictionary(answer => answer.Target);

    /// <summary>Handles a request.</summary>
    public Task ReplayAsync(HttpContext http)
    {
        var response = http.Response;
        if (!answers.TryGetValue(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var answer))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        response.Headers.ETag = answer.ETag;
        response.Headers.CacheControl = answer.CacheControl;
        return response.Body.WriteAsync(answer.Body, 0, answer.Body.Length);
    }

    private sealed record ReadyAnswer(string Target, string ContentType, string ETag, string CacheControl, byte[] Body);
}
