using System.Text;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace CarSearch.Tests.Support;

/// <summary>A client of the tools for assistants: the SDK's own.</summary>
internal sealed class McpSession : IAsyncDisposable
{
    private McpSession(McpClient client) => Client = client;

    public McpClient Client { get; }

    /// <summary>Connects to a host.</summary>
    /// <param name="address">The address of the host.</param>
    /// <param name="protocolVersion">The version of the protocol; null for the newest.</param>
    /// <param name="headers">Further headers.</param>
    public static async Task<McpSession> ConnectAsync(
        Uri address, string? protocolVersion = null, IDictionary<string, string>? headers = null)
    {
        var transport = new HttpClientTransport(new()
        {
            Endpoint = new(address, "/api/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = headers,
        });
        return new(await McpClient.CreateAsync(transport, new() { ProtocolVersion = protocolVersion }));
    }

    public async Task<CallToolResult> CallAsync(
        string tool, string arguments, IProgress<ProgressNotificationValue>? progress = null, CancellationToken cancellationToken = default)
    {
        var members = JsonElement.Parse(arguments).EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value);
        return await Client.CallToolAsync(tool, members, progress, cancellationToken: cancellationToken);
    }

    /// <summary>Calls a tool, expects an error and returns its text.</summary>
    public async Task<string> ErrorAsync(string tool, string arguments)
    {
        var result = await CallAsync(tool, arguments);
        Assert.True(result.IsError, $"{tool} has succeeded: {result.Text()}");
        Assert.Null(result.StructuredContent);
        return result.Text();
    }

    /// <summary>Starts a search of which all suppliers respond immediately, and returns its token.</summary>
    public async Task<string> SearchAsync(string arguments = TestSearches.Weekend)
    {
        var result = await CallAsync("search_cars", arguments);
        Assert.False(result.IsError is true, result.Text());
        Assert.Equal("Succeeded", result.StructuredContent!.Value.GetProperty("status").GetString());
        return result.StructuredContent!.Value.GetProperty("token").GetString()!;
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}

/// <summary>Helpers for results of tools.</summary>
internal static class CallToolResultExtensions
{
    /// <summary>All texts, as a model reads them.</summary>
    public static string Text(this CallToolResult result) => string.Join('\n', result.Texts());

    public static IReadOnlyList<string> Texts(this CallToolResult result) =>
        [.. result.Content.Select(content => Assert.IsType<TextContentBlock>(content).Text)];

    /// <summary>The size of all texts, in UTF-8.</summary>
    public static int Bytes(this CallToolResult result) => Encoding.UTF8.GetByteCount(string.Concat(result.Texts()));
}

/// <summary>Collects what a client is notified of.</summary>
internal sealed class ProgressLog : IProgress<ProgressNotificationValue>
{
    private readonly List<ProgressNotificationValue> values = [];

    public ProgressNotificationValue[] Values
    {
        get
        {
            lock (values)
            {
                return [.. values];
            }
        }
    }

    public void Report(ProgressNotificationValue value)
    {
        lock (values)
        {
            values.Add(value);
        }
    }
}
