using Microsoft.AspNetCore.Http.Features;

namespace CarSearch.BareServer;

/// <summary>Writes answers that were made beforehand: the bytes CarSearch answered, looked up by path and query.</summary>
internal static class ReplayServer
{
    public static int Run(string answersFile, string[] args)
    {
        var answers = Read(answersFile);
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapHealth();
        app.MapGet("/api/searches/{token}", http => Replay(http, answers));
        app.Run();
        return 0;
    }

    private static Task Replay(HttpContext http, Dictionary<string, ReadyAnswer> answers)
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

    // The file is the benchmark's ReplayFile: target, content type, entity tag, cache control, length, bytes; again until the end.
    private static Dictionary<string, ReadyAnswer> Read(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        var answers = new Dictionary<string, ReadyAnswer>(StringComparer.Ordinal);
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var target = reader.ReadString();
            answers[target] = new ReadyAnswer(
                reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadBytes(reader.ReadInt32()));
        }

        return answers;
    }

    private sealed record ReadyAnswer(string ContentType, string ETag, string CacheControl, byte[] Body);
}
