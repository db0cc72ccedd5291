using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Sandbox.SandboxMessages;

namespace CarSearch.Tests.Sandbox;

/// <summary>Faults of the transmission.</summary>
public sealed class WireFaultTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("slow", 60)]
    [InlineData("slow&seconds=300", 300)]
    public async Task Slow_responds_after_its_delay(string fault, int seconds)
    {
        var time = new ObservableTimeProvider();
        await using var sandbox = await SupplierSandbox.StartAsync(time, []);

        var response = sandbox.PostForMessageAsync("Alderway", fault: fault);
        await time.ArmedAsync(TimeSpan.FromSeconds(seconds));
        time.MoveTo(TimeSpan.FromSeconds(seconds - 1));
        Assert.False(response.IsCompleted);
        time.MoveTo(TimeSpan.FromSeconds(seconds));

        Assert.NotEmpty(await SandboxOffers.ReadAsync(await response.WaitAsync(Limit)));
    }

    [Fact]
    public async Task Slow_does_not_delay_the_shutdown_of_the_sandbox()
    {
        var time = new ObservableTimeProvider();
        Task<XElement> response;
        await using (var sandbox = await SupplierSandbox.StartAsync(time, []))
        {
            response = sandbox.PostForMessageAsync("Alderway", fault: "slow");
            await time.ArmedAsync(TimeSpan.FromSeconds(60));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => response.WaitAsync(Limit));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Stall_sends_a_part_and_leaves_the_connection_open(string? encoding)
    {
        using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway", "stall"), encoding: encoding, isWhole: false);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using var body = await response.Content.ReadAsStreamAsync();

        var buffer = new byte[1024];
        Assert.NotEqual(0, await body.ReadAsync(buffer));
        var rest = body.CopyToAsync(Stream.Null);

        // The connection must still be open after another request has completed.
        Assert.NotEmpty((await box.Sandbox.PostForMessageAsync("Alderway")).Elements());
        Assert.False(rest.IsCompleted);
    }

    [Fact]
    public async Task Stall_ends_when_the_sandbox_stops()
    {
        HttpResponseMessage response;
        await using (var sandbox = await SupplierSandbox.StartAsync())
        {
            response = await sandbox.PostAsync(sandbox.Address("Alderway", "stall"), isWhole: false);
        }

        using (response)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync().WaitAsync(Limit));
        }
    }

    [Fact]
    public async Task Reset_resets_the_connection_without_a_response()
    {
        var response = await RawResponse.ReceiveAsync(box.Sandbox.Address("Alderway", "reset"));

        Assert.Equal(("", true), (response.Text, response.IsReset));
    }

    [Fact]
    public async Task Cut_starts_a_valid_response_and_resets_the_connection()
    {
        // Repeated, since a lost flush would show in some attempts only.
        for (var i = 0; i < 20; i++)
        {
            var response = await RawResponse.ReceiveAsync(box.Sandbox.Address("Alderway", "cut"));

            Assert.True(response.IsReset);
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", response.Text, StringComparison.Ordinal);
            Assert.Contains("<VehAvail>", response.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("</OTA_VehAvailRateRS>", response.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("\r\n0\r\n\r\n", response.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Cut_is_an_incomplete_response(string? encoding)
    {
        using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway", "cut"), encoding: encoding, isWhole: false);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Truncated_is_complete_for_HTTP_and_ends_in_a_tag()
    {
        var response = await RawResponse.ReceiveAsync(box.Sandbox.Address("Alderway", "truncated"));

        Assert.False(response.IsReset);
        Assert.EndsWith("\r\n0\r\n\r\n", response.Text, StringComparison.Ordinal);
        var xml = await (await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway", "truncated"))).Content.ReadAsStringAsync();
        Assert.Matches("<[A-Za-z/]{2}$", xml);
        Assert.Contains("<VehAvail>", xml, StringComparison.Ordinal);
        Assert.Throws<XmlException>(() => XDocument.Parse(xml));
    }

    [Fact]
    public async Task An_invalid_message_returns_truncated_errors()
    {
        using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway", "truncated"), "<a/>");

        Assert.Matches("<[A-Za-z/]{2}$", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Charset_is_declared_as_UTF_8_and_is_ISO_8859_1()
    {
        using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway", "charset"));

        Assert.Equal("utf-8", response.Content.Headers.ContentType!.CharSet);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        var xml = Encoding.Latin1.GetString(bytes);
        Assert.Contains("encoding=\"utf-8\"", xml, StringComparison.Ordinal);
        Assert.All(await SandboxOffers.ReadAsync(XElement.Parse(xml)), offer => Assert.Equal("Alderway Café", offer.Vendor));
    }

    [Fact]
    public async Task A_client_that_disconnects_during_a_delay_causes_no_error()
    {
        var time = new ObservableTimeProvider();
        await using var sandbox = await SupplierSandbox.StartAsync(time, []);
        for (var i = 1; i <= 10; i++)
        {
            using var socket = await RawResponse.SendAsync(
                sandbox.Address("Alderway", string.Create(CultureInfo.InvariantCulture, $"slow&seconds={i}")), CancellationToken.None);
            await time.ArmedAsync(TimeSpan.FromSeconds(i));
        }

        Assert.NotEmpty((await sandbox.PostForMessageAsync("Alderway", Weekend)).Elements());
        Assert.DoesNotContain(sandbox.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
