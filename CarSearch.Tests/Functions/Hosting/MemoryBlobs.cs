using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using CarSearch.Searches;
using Microsoft.AspNetCore.WebUtilities;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>
/// Blob Storage in this process, as far as records need it: blobs with their ETags and conditions. For tests that move a clock from one
/// call to the next, or that count calls; what Blob Storage itself does, others test on the real emulator.
/// </summary>
internal sealed class MemoryBlobs : HttpMessageHandler
{
    /// <summary>The emulator's account, which is never called.</summary>
    public const string ConnectionString = "UseDevelopmentStorage=true";

    private readonly ConcurrentDictionary<string, Blob> blobs = [];
    private int requests;
    private int reads;
    private int versions;

    public MemoryBlobs() => Container = new(
        ConnectionString,
        "searches",
        new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(this)), Retry = { MaxRetries = 0 } });

    /// <summary>The container, by the real client.</summary>
    public BlobContainerClient Container { get; }

    /// <summary>How many calls there were, of any kind.</summary>
    public int Requests => requests;

    /// <summary>How many of them read a record.</summary>
    public int Reads => reads;

    /// <summary>From now on, while true, nothing answers.</summary>
    public bool IsDown { get; set; }

    /// <summary>Writes a record as another process does: without a condition, and without a word to this one.</summary>
    public void Put(SearchRecord record) => blobs[PathOf(record.Token)] = New(SearchRecordBrotli.Pack(record), null);

    /// <summary>The record that is there.</summary>
    public SearchRecord? Find(SearchToken token) =>
        blobs.TryGetValue(PathOf(token), out var blob) ? SearchRecordBrotli.Unpack(blob.Content) : null;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref requests);
        if (IsDown)
        {
            throw new HttpRequestException("Connection refused.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        var path = request.RequestUri!.AbsolutePath;
        if (request.Method == HttpMethod.Put)
        {
            return Write(request, path, await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        }

        if (request.Method == HttpMethod.Delete)
        {
            return blobs.TryRemove(path, out _) ? Answer(HttpStatusCode.Accepted) : Answer(HttpStatusCode.NotFound, "BlobNotFound");
        }

        if (request.RequestUri.Query.Contains("comp=list", StringComparison.Ordinal))
        {
            return List(request);
        }

        if (request.Method == HttpMethod.Get)
        {
            Interlocked.Increment(ref reads);
        }

        return Read(request, path);
    }

    private static string PathOf(SearchToken token) => $"/devstoreaccount1/searches/{token.Value}.json";

    private static HttpResponseMessage Answer(HttpStatusCode status, string? error = null)
    {
        var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
        if (error is not null)
        {
            answer.Headers.Add("x-ms-error-code", error);
        }

        return answer;
    }

    private HttpResponseMessage List(HttpRequestMessage request)
    {
        var start = $"{request.RequestUri!.AbsolutePath}/{QueryHelpers.ParseQuery(request.RequestUri.Query).GetValueOrDefault("prefix")}";
        var names = blobs.Keys.Where(path => path.StartsWith(start, StringComparison.Ordinal))
            .Select(path => $"<Blob><Name>{path[(request.RequestUri.AbsolutePath.Length + 1)..]}</Name><Properties/></Blob>");
        var answer = Answer(HttpStatusCode.OK);
        answer.Content = new StringContent(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                + $"<EnumerationResults><Blobs>{string.Concat(names)}</Blobs><NextMarker/></EnumerationResults>",
            System.Text.Encoding.UTF8,
            "application/xml");
        return answer;
    }

    private HttpResponseMessage Read(HttpRequestMessage request, string path)
    {
        if (!blobs.TryGetValue(path, out var blob))
        {
            return Answer(HttpStatusCode.NotFound, "BlobNotFound");
        }

        if (request.Headers.IfNoneMatch.Any(tag => tag.Tag == blob.Tag))
        {
            return Answer(HttpStatusCode.NotModified, "ConditionNotMet");
        }

        var answer = Tagged(HttpStatusCode.OK, blob);
        answer.Content = new ByteArrayContent(blob.Content);
        answer.Content.Headers.ContentType = new("application/json");
        answer.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
        answer.Headers.Add("x-ms-blob-type", "BlockBlob");
        if (blob.Write is { } write)
        {
            answer.Headers.Add("x-ms-meta-write", write);
        }

        return answer;
    }

    private HttpResponseMessage Write(HttpRequestMessage request, string path, byte[] content)
    {
        var blob = New(content, request.Headers.TryGetValues("x-ms-meta-write", out var write) ? write.Single() : null);
        if (request.Headers.IfMatch.FirstOrDefault()?.Tag is { } expected)
        {
            return blobs.TryGetValue(path, out var found) && found.Tag == expected && blobs.TryUpdate(path, blob, found)
                ? Tagged(HttpStatusCode.Created, blob)
                : Answer(HttpStatusCode.PreconditionFailed, "ConditionNotMet");
        }

        return blobs.TryAdd(path, blob) ? Tagged(HttpStatusCode.Created, blob) : Answer(HttpStatusCode.Conflict, "BlobAlreadyExists");
    }

    private static HttpResponseMessage Tagged(HttpStatusCode status, Blob blob)
    {
        var answer = Answer(status);
        answer.Headers.ETag = new(blob.Tag);
        answer.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
        return answer;
    }

    private Blob New(byte[] content, string? write) =>
        new(content, string.Create(CultureInfo.InvariantCulture, $"\"{Interlocked.Increment(ref versions)}\""), write);

    private sealed record Blob(byte[] Content, string Tag, string? Write);
}
