using CarSearch.Tests.Core.Api.OpenApi;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>Holds every answer that passes against the description of the API.</summary>
internal sealed class ResponseCheckHandler : DelegatingHandler
{
    public ResponseCheckHandler()
        : this(NewConnections())
    {
    }

    public ResponseCheckHandler(HttpMessageHandler inner)
        : base(inner)
    {
    }

    /// <summary>Connections that change nothing of an answer.</summary>
    public static SocketsHttpHandler NewConnections() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        await ApiDescription.Default.AssertResponseAsync(answer, cancellationToken);
        return answer;
    }
}
