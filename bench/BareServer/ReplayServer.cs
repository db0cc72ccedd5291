using Microsoft.AspNetCore.Http.Features;

namespace CarSearch.BareServer;

/// <summary>Writes the bytes that CarSearch answered before, by path and query.</summary>
internal sealed class ReplayServer
{
    private readonly Dictionary<string, ReadyAnswer> answers = new(StringComparer.Ordinal);

    /// <summary>Reads the file that ReplayFile of the benchmark writes.</summary>
    public ReplayServer(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var target = reader.ReadString();
            answers[target] = new(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadBytes(reader.ReadInt32()));
        }
    }

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

    private sealed record ReadyAnswer(string ContentType, string ETag, string CacheControl, byte[] Body);
}
