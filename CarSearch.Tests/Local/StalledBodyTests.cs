using CarSearch.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Local;

/// <summary>A body that stops to arrive on a real connection.</summary>
public sealed class StalledBodyTests : IDisposable
{
    private readonly ScriptedSupplier supplier = new ScriptedSupplier("Alpha").Answers();
    private readonly CarSearchApplication app;

    // The server requires a grace period of more than a second.
    public StalledBodyTests() => app = new CarSearchApplication(supplier).With(services => services.Configure<KestrelServerOptions>(
        server => server.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(1.1))));

    public void Dispose() => app.Dispose();

    [Theory]
    [InlineData("Content-Length: 500", "{")]
    [InlineData("Transfer-Encoding: chunked", "1\r\n{\r\n")]
    public async Task It_gets_408_and_nothing_is_accepted(string header, string sent)
    {
        using var client = app.Client();
        var response = await RawHttp.SendAsync(
            client.BaseAddress!,
            $"POST /api/searches HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n{header}\r\n\r\n{sent}");

        Assert.StartsWith("HTTP/1.1 408 Request Timeout\r\n", response, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/problem+json\r\n", response, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"RequestTimeout\"", response, StringComparison.Ordinal);
        Assert.Equal(0, supplier.Asked);
    }
}
