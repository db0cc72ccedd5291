using System.Net;
using System.Xml.Linq;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Sandbox.SandboxMessages;

namespace CarSearch.Tests.Sandbox;

public sealed class WrongMessageTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("PickUpLocation LocationCode=\"JFK\"", "PickUpLocation LocationCode=\"QQQ\"", "3", "229", "PickUpLocation \"QQQ\" is no IATA code known here.")]
    [InlineData("PickUpLocation LocationCode=\"JFK\"", "PickUpLocation LocationCode=\"Pau\"", "3", "229", "PickUpLocation \"Pau\" is no IATA code known here.")]
    [InlineData("PickUpLocation LocationCode=\"JFK\"", "PickUpLocation LocationCode=\"New York\"", "3", "229", "PickUpLocation \"New York\" is no IATA code known here.")]
    [InlineData("PickUpLocation LocationCode=\"JFK\"", "PickUpLocation", "10", "576", "PickUpLocation/@LocationCode is missing.")]
    [InlineData("ReturnLocation LocationCode=\"JFK\"", "ReturnLocation LocationCode=\"\"", "3", "233", "ReturnLocation \"\" is no IATA code known here.")]
    [InlineData("PickUpDateTime=\"2026-12-04T10:00:00\"", "", "10", "578", "VehRentalCore/@PickUpDateTime is missing.")]
    [InlineData("ReturnDateTime=\"2026-12-06T10:00:00\"", "", "10", "579", "VehRentalCore/@ReturnDateTime is missing.")]
    [InlineData("2026-12-04T10:00:00", "4 December", "3", "136", "PickUpDateTime \"4 December\" is not a time such as 2026-12-04T10:00:00.")]
    [InlineData("2026-12-06T10:00:00", "2026-02-30T10:00:00", "3", "135", "ReturnDateTime \"2026-02-30T10:00:00\" is not a time such as 2026-12-04T10:00:00.")]
    [InlineData("2026-12-06T10:00:00", "2026-12-03T23:00:00", "3", "232", "The return on 2026-12-03 is before the pick-up on 2026-12-04.")]
    [InlineData("2026-12-06T10:00:00", "2026-12-04T10:00:00", "3", "230", "The return at 10:00 is not after the pick-up at 10:00.")]
    [InlineData("2026-12-06T10:00:00", "2027-03-04T10:01:00", "3", "211", "The rental would last 91 days; at most 90 are let.")]
    [InlineData("ISOCurrency=\"USD\"", "ISOCurrency=\"USX\"", "3", "61", "Source/@ISOCurrency \"USX\" is no currency of ISO 4217.")]
    [InlineData("ISOCountry=\"US\"", "ISOCountry=\"USA\"", "3", "181", "Source/@ISOCountry \"USA\" is no country of ISO 3166-1.")]
    [InlineData("Age=\"30\"", "Age=\"17\"", "3", "320", "DriverType/@Age \"17\" is not 18 to 99.")]
    [InlineData("Age=\"30\"", "Age=\"100\"", "3", "320", "DriverType/@Age \"100\" is not 18 to 99.")]
    [InlineData("Age=\"30\"", "Age=\"thirty\"", "3", "320", "DriverType/@Age \"thirty\" is not 18 to 99.")]
    [InlineData("TimeStamp=\"2026-11-23T17:00:00Z\"", "TimeStamp=\"now\"", "3", "367", "TimeStamp \"now\" is not a time.")]
    public async Task What_is_wrong_in_a_message_is_told_as_an_error_of_OpenTravel(string right, string wrong, string type, string code, string text)
    {
        var message = Weekend.Replace(right, wrong, StringComparison.Ordinal);

        foreach (var envelope in new[] { null, Soap11, Soap12 })
        {
            var answer = await box.Sandbox.AnswerAsync("Alderway", envelope is null ? message : In(envelope, message));
            var error = Assert.Single(answer.Descendants(), element => element.Name.LocalName == "Error");
            Assert.Equal((type, code, text), ((string?)error.Attribute("Type"), (string?)error.Attribute("Code"), error.Value));
            Assert.Equal(text[..Math.Min(64, text.Length)], (string?)error.Attribute("ShortText"));
            Assert.Equal("abc", (string?)error.Parent!.Parent!.Attribute("EchoToken"));
        }
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var message = Weekend.Replace("JFK", "QQQ", StringComparison.Ordinal).Replace("30", "3", StringComparison.Ordinal).Replace("USD", "XXX", StringComparison.Ordinal);

        var answer = await box.Sandbox.AnswerAsync("Alderway", message);

        Assert.Equal(["229", "233", "320", "61"], answer.Descendants().Where(element => element.Name.LocalName == "Error").Select(error => (string)error.Attribute("Code")!));
        Assert.DoesNotContain(answer.Elements(), element => element.Name.LocalName == "Success");
    }

    public static TheoryData<string, string, string> Unreadable { get; } = new()
    {
        { "", "367", "The message is not XML that is read here: " },
        { "{}", "367", "The message is not XML that is read here: " },
        { Weekend[..^5], "367", "The message is not XML that is read here: " },
        { $"<!DOCTYPE a [<!ENTITY b \"c\">]>{Weekend}", "367", "The message is not XML that is read here: " },
        { string.Concat(Enumerable.Repeat("<a>", 20_000)), "367", "The message is not XML that is read here: " },
        { string.Concat(Enumerable.Repeat("<a>", 9_000)) + string.Concat(Enumerable.Repeat("</a>", 9_000)), "459", "The message is \"a\", not OTA_VehAvailRateRQ." },
        { "<OTA_PingRQ/>", "459", "The message is \"OTA_PingRQ\", not OTA_VehAvailRateRQ." },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_is_no_message_gets_an_error(string body, string code, string text)
    {
        var answer = await box.Sandbox.AnswerAsync("Alderway", body);

        var error = Assert.Single(answer.Descendants(), element => element.Name.LocalName == "Error");
        Assert.Equal("7", (string?)error.Attribute("Type"));
        Assert.Equal(code, (string?)error.Attribute("Code"));
        Assert.StartsWith(text, error.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Soap11, "text/xml", HttpStatusCode.InternalServerError, "soap:Client")]
    [InlineData(Soap12, "application/soap+xml", HttpStatusCode.BadRequest, "soap:Sender")]
    public async Task In_an_envelope_what_is_no_message_gets_a_fault_of_the_sender(string envelope, string type, HttpStatusCode status, string code)
    {
        foreach (var body in new[] { In(envelope, "<OTA_PingRQ/>"), In(envelope, "") })
        {
            using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway"), body, type);

            Assert.Equal(status, answer.StatusCode);
            Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
            var fault = Assert.Single(XElement.Parse(await answer.Content.ReadAsStringAsync()).Descendants(XName.Get("Fault", envelope)));
            Assert.Equal(code, fault.Descendants().First(element => element.Name.LocalName is "faultcode" or "Value").Value);
            Assert.Contains("not OTA_VehAvailRateRQ", fault.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_not_XML_but_is_sent_as_SOAP_gets_a_fault()
    {
        using var soap12 = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway"), "junk", "application/soap+xml");
        Assert.Equal(HttpStatusCode.BadRequest, soap12.StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Post, box.Sandbox.Address("Alderway")) { Content = new StringContent("junk") };
        request.Headers.Add("SOAPAction", "\"\"");
        using var soap11 = await box.Sandbox.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.InternalServerError, soap11.StatusCode);
        Assert.Contains("<faultcode>soap:Client</faultcode>", await soap11.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_envelope_that_is_not_of_SOAP_gets_a_fault()
    {
        using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway"), In("urn:other", Weekend));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("urn:other", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_64_KiB_are_not_read()
    {
        using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway"), $"{Weekend}<!--{new string('a', 64 * 1024)}-->");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData(true, "187")]
    [InlineData(false, "450")]
    public async Task A_supplier_that_fails_answers_with_an_error_that_tells_whether_to_ask_again(bool isTransient, string code)
    {
        await using var sandbox = await SupplierSandbox.StartAsync(new ScriptedSupplier("Alpha").Fails(new SupplierException("Closed.", isTransient)));

        var error = (await sandbox.AnswerAsync("Alpha")).Descendants().Single(element => element.Name.LocalName == "Error");

        Assert.Equal(("12", code, "Closed."), ((string?)error.Attribute("Type"), (string?)error.Attribute("Code"), error.Value));
    }

    [Fact]
    public async Task A_supplier_that_cannot_be_reached_breaks_the_connection()
    {
        await using var sandbox = await SupplierSandbox.StartAsync(new ScriptedSupplier("Alpha").Fails(new HttpRequestException("Reset.")));

        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.AskAsync(sandbox.Address("Alpha")));
    }

    [Fact]
    public async Task The_log_tells_who_asked_and_what_was_wrong_but_no_password()
    {
        await using var sandbox = await SupplierSandbox.StartAsync();

        await sandbox.AnswerAsync("Alderway");
        await sandbox.AnswerAsync("Larkline", Weekend.Replace("USD", "XXX", StringComparison.Ordinal).Replace("MessagePassword=\"open sesame\"", "", StringComparison.Ordinal));

        Assert.Contains(sandbox.Log.All, line => line.Contains("Alderway was asked by 5/AGENCY with a password; fault: none; the message: right", StringComparison.Ordinal));
        Assert.Contains(sandbox.Log.All, line => line.Contains("Larkline was asked by 5/AGENCY without a password; fault: none; the message: Source/@ISOCurrency \"XXX\" is no", StringComparison.Ordinal));
        Assert.DoesNotContain(sandbox.Log.All, line => line.Contains("sesame", StringComparison.Ordinal));
    }
}
