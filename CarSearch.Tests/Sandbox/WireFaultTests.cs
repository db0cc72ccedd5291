using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Sandbox.SandboxMessages;

namespace CarSearch.Tests.Sandbox;

/// <summary>Faults of the way an answer takes, as they are on the wire.</summary>
public sealed class WireFaultTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("slow", 60)]
    [InlineData("slow&seconds=300", 300)]
    public async Task Slow_answers_when_its_time_has_come(string fault, int seconds)
    {
        var time = new ObservedTime();
        await using var sandbox = await SupplierSandbox.StartAsync(time, []);

        var answer = sandbox.AnswerAsync("Alderway", fault: fault);
        await time.ArmedAsync(TimeSpan.FromSeconds(seconds));
        time.MoveTo(TimeSpan.FromSeconds(seconds - 1));
        Assert.False(answer.IsCompleted);
        time.MoveTo(TimeSpan.FromSeconds(seconds));

        Assert.NotEmpty(AnsweredOffers.Of(await answer.WaitAsync(Patience), "Alderway"));
    }

    [Fact]
    public async Task Slow_does_not_hold_up_the_end_of_the_sandbox()
    {
        var time = new ObservedTime();
        Task<XElement> answer;
        await using (var sandbox = await SupplierSandbox.StartAsync(time, []))
        {
            answer = sandbox.AnswerAsync("Alderway", fault: "slow");
            await time.ArmedAsync(TimeSpan.FromSeconds(60));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => answer.WaitAsync(Patience));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Stall_sends_a_part_and_leaves_the_connection_open(string? encoding)
    {
        using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway", "stall"), encoding: encoding, isWhole: false);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var body = await answer.Content.ReadAsStreamAsync();

        var buffer = new byte[1024];
        Assert.NotEqual(0, await body.ReadAsync(buffer));
        var rest = body.CopyToAsync(Stream.Null);

        // That it stays open can't be seen in an instant; that it still is when the next request has come and gone says something.
        Assert.NotEmpty((await box.Sandbox.AnswerAsync("Alderway")).Elements());
        Assert.False(rest.IsCompleted);
    }

    [Fact]
    public async Task Stall_ends_with_the_sandbox()
    {
        HttpResponseMessage answer;
        await using (var sandbox = await SupplierSandbox.StartAsync())
        {
            answer = await sandbox.AskAsync(sandbox.Address("Alderway", "stall"), isWhole: false);
        }

        using (answer)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync().WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task Reset_answers_nothing_and_resets_the_connection()
    {
        var answer = await RawAnswer.OfAsync(box.Sandbox.Address("Alderway", "reset"));

        Assert.Equal(("", true), (answer.Text, answer.IsReset));
    }

    [Fact]
    public async Task Cut_begins_a_good_answer_and_resets_the_connection()
    {
        // Whether all that was sent arrives before the reset is a matter of chance, if it is not waited for: hence more than once.
        for (var i = 0; i < 20; i++)
        {
            var answer = await RawAnswer.OfAsync(box.Sandbox.Address("Alderway", "cut"));

            Assert.True(answer.IsReset);
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer.Text, StringComparison.Ordinal);
            Assert.Contains("<VehAvail>", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("</OTA_VehAvailRateRS>", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("\r\n0\r\n\r\n", answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Cut_is_an_answer_that_did_not_arrive_whole(string? encoding)
    {
        using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway", "cut"), encoding: encoding, isWhole: false);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Truncated_is_an_answer_that_is_whole_for_HTTP_and_ends_in_a_tag()
    {
        var answer = await RawAnswer.OfAsync(box.Sandbox.Address("Alderway", "truncated"));

        Assert.False(answer.IsReset);
        Assert.EndsWith("\r\n0\r\n\r\n", answer.Text, StringComparison.Ordinal);
        var xml = await (await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway", "truncated"))).Content.ReadAsStringAsync();
        Assert.Matches("<[A-Za-z/]{2}$", xml);
        Assert.Contains("<VehAvail>", xml, StringComparison.Ordinal);
        Assert.Throws<XmlException>(() => XDocument.Parse(xml));
    }

    [Fact]
    public async Task A_wrong_message_gets_truncated_errors()
    {
        using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway", "truncated"), "<a/>");

        Assert.Matches("<[A-Za-z/]{2}$", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Charset_says_UTF_8_and_is_ISO_8859_1()
    {
        using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway", "charset"));

        Assert.Equal("utf-8", answer.Content.Headers.ContentType!.CharSet);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        var xml = Encoding.Latin1.GetString(bytes);
        Assert.Contains("encoding=\"utf-8\"", xml, StringComparison.Ordinal);
        Assert.All(AnsweredOffers.Of(XElement.Parse(xml), "Alderway"), offer => Assert.Equal("Alderway Café", offer.Vendor));
    }

    [Fact]
    public async Task Whoever_hangs_up_while_an_answer_is_late_leaves_nothing_behind()
    {
        var time = new ObservedTime();
        await using var sandbox = await SupplierSandbox.StartAsync(time, []);
        for (var i = 1; i <= 10; i++)
        {
            using var socket = await RawAnswer.SendAsync(sandbox.Address("Alderway", string.Create(CultureInfo.InvariantCulture, $"slow&seconds={i}")), CancellationToken.None);
            await time.ArmedAsync(TimeSpan.FromSeconds(i));
        }

        Assert.NotEmpty((await sandbox.AnswerAsync("Alderway", Weekend)).Elements());
        Assert.DoesNotContain(sandbox.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
