using CarSearch.Tests.Core.Api.OpenApi;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>Checks all responses against the description of the API.</summary>
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

    /// <summary>Connections that do not modify responses.</summary>
    public static SocketsHttpHandler NewConnections() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        await ApiDescription.Default.AssertResponseAsync(response, cancellationToken);
        return response;
    }
}
