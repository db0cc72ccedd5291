using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace CarSearch.Tests.Deployment.Live;

/// <summary>Remembers every search that is started through it.</summary>
internal sealed class StartedSearches(HttpMessageHandler inner, ConcurrentDictionary<string, bool> tokens) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (request.Method == HttpMethod.Post && answer.StatusCode is HttpStatusCode.Accepted)
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            var body = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            tokens[body.GetProperty("token").GetString()!] = true;
        }

        return answer;
    }
}
