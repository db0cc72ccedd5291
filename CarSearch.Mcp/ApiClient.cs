using System.Text.Json;
using CarSearch.Api;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Mcp;

/// <summary>Calls the handlers of the HTTP API in this process, for the caller of a request.</summary>
internal sealed class ApiClient(
    SearchesApi searches, PlacesApi places, HttpContext caller, ISearchStore store, ISearchOrchestrator orchestrator)
{
    public Task<ApiResult> StartAsync(byte[] body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethods.Post, SearchesApi.Path, "", request =>
        {
            request.ContentType = "application/json";
            request.Body = new MemoryStream(body, writable: false);
            return searches.StartAsync(request, store, orchestrator);
        }, cancellationToken);

    public Task<ApiResult> GetAsync(string token, string query, string? etag, CancellationToken cancellationToken) =>
        SendAsync(HttpMethods.Get, $"{SearchesApi.Path}/{token}", query, request =>
        {
            request.Headers.IfNoneMatch = etag;
            return searches.GetAsync(request, token, store, orchestrator);
        }, cancellationToken);

    public Task<ApiResult> DeleteAsync(string token, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethods.Delete, $"{SearchesApi.Path}/{token}", "",
            request => searches.DeleteAsync(request, token, store, orchestrator), cancellationToken);

    public Task<ApiResult> FindPlacesAsync(string query, CancellationToken cancellationToken) =>
        SendAsync(HttpMethods.Get, "/api/places", query, request => Task.FromResult(places.Search(request)), cancellationToken);

    /// <summary>Reads the query of a GET of a search. Returns null and the problem if it is not valid.</summary>
    public async Task<(SearchQuery? Query, ApiResult Problem)> ReadQueryAsync(string query, CancellationToken cancellationToken)
    {
        SearchQuery? read = null;
        var result = await SendAsync(HttpMethods.Get, SearchesApi.Path, query, request =>
        {
            read = OfferQueryReader.Read(request, acceptsUser: false, out var problem);
            return Task.FromResult<IResult>(problem is null ? TypedResults.Empty : problem);
        }, cancellationToken).ConfigureAwait(false);
        return (read, result);
    }

    private async Task<ApiResult> SendAsync(
        string method, string path, string query, Func<HttpRequest, Task<IResult>> handler, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext
        {
            User = caller.User,
            RequestServices = caller.RequestServices,
            RequestAborted = cancellationToken,
        };
        var (request, response) = (context.Request, context.Response);
        request.Method = method;
        (request.Scheme, request.Host, request.PathBase) = (caller.Request.Scheme, caller.Request.Host, caller.Request.PathBase);

        // As it is: the conversion from a string would decode a token such as "%00".
        (request.Path, request.QueryString) = (new(path), query.Length == 0 ? default : new("?" + query));
        response.Body = body;
        var result = await handler(request).ConfigureAwait(false);
        await result.ExecuteAsync(context).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new(response.StatusCode, body.ToArray(), response.Headers.ETag, response.Headers.RetryAfter);
    }
}

/// <summary>The response of a handler.</summary>
internal sealed record ApiResult(int Status, byte[] Body, string? ETag, string? RetryAfter)
{
    public bool IsSuccess => Status < StatusCodes.Status400BadRequest;

    public JsonElement Parse() => JsonElement.Parse(Body);
}
