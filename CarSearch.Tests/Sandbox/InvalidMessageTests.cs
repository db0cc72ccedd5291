using System.Net;
using System.Xml.Linq;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Sandbox.SandboxMessages;

namespace CarSearch.Tests.Sandbox;

public sealed class InvalidMessageTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("PickUpLocation LocationCode=\"JFK\"", "PickUpLocation LocationCode=\"QQQ\"", "3", "229",
        "PickUpLocation \"QQQ\" is not a known IATA code.")]
    [InlineData("PickUpLocation LocationCode=\"JFK\"", "PickUpLocation LocationCode=\"Pau\"", "3", "229",
        "PickUpLocation \"Pau\" is not a known IATA code.")]
    [InlineData("PickUpLocation LocationCode=\"JFK\"", "PickUpLocation LocationCode=\"New York\"", "3", "229",
        "PickUpLocation \"New York\" is not a known IATA code.")]
    [InlineData("PickUpLocation LocationCode=\"JFK\"", "PickUpLocation", "10", "576", "PickUpLocation/@LocationCode is missing.")]
    [InlineData("ReturnLocation LocationCode=\"JFK\"", "ReturnLocation LocationCode=\"\"", "3", "233",
        "ReturnLocation \"\" is not a known IATA code.")]
    [InlineData("PickUpDateTime=\"2026-12-04T10:00:00\"", "", "10", "578", "VehRentalCore/@PickUpDateTime is missing.")]
    [InlineData("ReturnDateTime=\"2026-12-06T10:00:00\"", "", "10", "579", "VehRentalCore/@ReturnDateTime is missing.")]
    [InlineData(
        "2026-12-04T10:00:00", "4 December", "3", "136", "PickUpDateTime \"4 December\" is not a time such as 2026-12-04T10:00:00.")]
    [InlineData("2026-12-06T10:00:00", "2026-02-30T10:00:00", "3", "135",
        "ReturnDateTime \"2026-02-30T10:00:00\" is not a time such as 2026-12-04T10:00:00.")]
    [InlineData("2026-12-06T10:00:00", "2026-12-03T23:00:00", "3", "232", "The return on 2026-12-03 is before the pick-up on 2026-12-04.")]
    [InlineData("2026-12-06T10:00:00", "2026-12-04T10:00:00", "3", "230", "The return at 10:00 is not after the pick-up at 10:00.")]
    [InlineData("2026-12-06T10:00:00", "2027-03-04T10:01:00", "3", "211", "The rental has 91 days; the maximum is 90.")]
    [InlineData("ISOCurrency=\"USD\"", "ISOCurrency=\"USX\"", "3", "61", "Source/@ISOCurrency \"USX\" is not a currency of ISO 4217.")]
    [InlineData("ISOCountry=\"US\"", "ISOCountry=\"USA\"", "3", "181", "Source/@ISOCountry \"USA\" is not a country of ISO 3166-1.")]
    [InlineData("Age=\"30\"", "Age=\"17\"", "3", "320", "DriverType/@Age \"17\" is not in the range 18 to 99.")]
    [InlineData("TimeStamp=\"2026-11-23T17:00:00Z\"", "TimeStamp=\"now\"", "3", "367", "TimeStamp \"now\" is not a time.")]
    public async Task An_invalid_message_returns_an_OTA_error(string right, string wrong, string type, string code, string text)
    {
        var message = Weekend.Replace(right, wrong, StringComparison.Ordinal);

        foreach (var envelope in new[] { null, Soap11, Soap12 })
        {
            var response = await box.Sandbox.PostForMessageAsync("Alderway", envelope is null ? message : In(envelope, message));
            var error = Assert.Single(response.Descendants(), element => element.Name.LocalName == "Error");
            Assert.Equal((type, code, text), ((string?)error.Attribute("Type"), (string?)error.Attribute("Code"), error.Value));
            Assert.Equal(text[..Math.Min(64, text.Length)], (string?)error.Attribute("ShortText"));
            Assert.Equal("abc", (string?)error.Parent!.Parent!.Attribute("EchoToken"));
        }
    }

    [Fact]
    public async Task All_errors_are_returned_at_once()
    {
        var message = Weekend.Replace("JFK", "QQQ", StringComparison.Ordinal).Replace("30", "3", StringComparison.Ordinal)
            .Replace("USD", "XXX", StringComparison.Ordinal);

        var response = await box.Sandbox.PostForMessageAsync("Alderway", message);

        Assert.Equal(["229", "233", "320", "61"], response.Descendants().Where(element => element.Name.LocalName == "Error")
            .Select(error => (string)error.Attribute("Code")!));
        Assert.DoesNotContain(response.Elements(), element => element.Name.LocalName == "Success");
    }

    public static TheoryData<string, string, string> Unreadable { get; } = new()
    {
        { "", "367", "The message is not supported XML: " },
        { "{}", "367", "The message is not supported XML: " },
        { Weekend[..^5], "367", "The message is not supported XML: " },
        { $"<!DOCTYPE a [<!ENTITY b \"c\">]>{Weekend}", "367", "The message is not supported XML: " },
        { string.Concat(Enumerable.Repeat("<a>", 20_000)), "367", "The message is not supported XML: " },
        { string.Concat(Enumerable.Repeat("<a>", 9_000)) + string.Concat(Enumerable.Repeat("</a>", 9_000)), "459",
            "The message is \"a\", not OTA_VehAvailRateRQ." },
        { "<OTA_PingRQ/>", "459", "The message is \"OTA_PingRQ\", not OTA_VehAvailRateRQ." },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task An_unreadable_message_returns_an_error(string body, string code, string text)
    {
        var response = await box.Sandbox.PostForMessageAsync("Alderway", body);

        var error = Assert.Single(response.Descendants(), element => element.Name.LocalName == "Error");
        Assert.Equal("7", (string?)error.Attribute("Type"));
        Assert.Equal(code, (string?)error.Attribute("Code"));
        Assert.StartsWith(text, error.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Soap11, "text/xml", HttpStatusCode.InternalServerError, "soap:Client")]
    [InlineData(Soap12, "application/soap+xml", HttpStatusCode.BadRequest, "soap:Sender")]
    public async Task An_unreadable_message_in_an_envelope_returns_a_sender_fault(
        string envelope, string type, HttpStatusCode status, string code)
    {
        foreach (var body in new[] { In(envelope, "<OTA_PingRQ/>"), In(envelope, "") })
        {
            using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway"), body, type);

            Assert.Equal(status, response.StatusCode);
            Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
            var fault = Assert.Single(XElement.Parse(await response.Content.ReadAsStringAsync()).Descendants(XName.Get("Fault", envelope)));
            Assert.Equal(code, fault.Descendants().First(element => element.Name.LocalName is "faultcode" or "Value").Value);
            Assert.Contains("not OTA_VehAvailRateRQ", fault.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Invalid_XML_sent_as_SOAP_returns_a_fault()
    {
        using var soap12 = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway"), "junk", "application/soap+xml");
        Assert.Equal(HttpStatusCode.BadRequest, soap12.StatusCode);

        using var request = new HttpRequestMessage(
            HttpMethod.Post, box.Sandbox.Address("Alderway")) { Content = new StringContent("junk") };
        request.Headers.Add("SOAPAction", "\"\"");
        using var soap11 = await box.Sandbox.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.InternalServerError, soap11.StatusCode);
        Assert.Contains("<faultcode>soap:Client</faultcode>", await soap11.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_envelope_returns_a_fault()
    {
        using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway"), In("urn:other", Weekend));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("urn:other", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_of_more_than_64_KiB_is_rejected()
    {
        using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway"), $"{Weekend}<!--{new string('a', 64 * 1024)}-->");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData(true, "187")]
    [InlineData(false, "450")]
    public async Task A_failed_supplier_returns_an_error_that_shows_whether_it_is_transient(bool isTransient, string code)
    {
        await using var sandbox = await SupplierSandbox.StartAsync(
            new ScriptedSupplier("Alpha").Fails(new SupplierException("Closed.", isTransient)));

        var error = (await sandbox.PostForMessageAsync("Alpha")).Descendants().Single(element => element.Name.LocalName == "Error");

        Assert.Equal(("12", code, "Closed."), ((string?)error.Attribute("Type"), (string?)error.Attribute("Code"), error.Value));
    }

    [Fact]
    public async Task An_unreachable_supplier_resets_the_connection()
    {
        await using var sandbox = await SupplierSandbox.StartAsync(new ScriptedSupplier("Alpha").Fails(new HttpRequestException("Reset.")));

        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.PostAsync(sandbox.Address("Alpha")));
    }

    [Fact]
    public async Task The_log_has_the_requestor_and_the_errors_but_no_password()
    {
        await using var sandbox = await SupplierSandbox.StartAsync();

        await sandbox.PostForMessageAsync("Alderway");
        await sandbox.PostForMessageAsync("Larkline", Weekend.Replace("USD", "XXX", StringComparison.Ordinal)
            .Replace("MessagePassword=\"open sesame\"", "", StringComparison.Ordinal));

        sandbox.Log.AssertContains("Request to Alderway from 5/AGENCY with a password; fault: none; message: valid");
        sandbox.Log.AssertContains(
            "Request to Larkline from 5/AGENCY without a password; fault: none; message: Source/@ISOCurrency \"XXX\" is not");
        sandbox.Log.AssertNone("sesame");
    }
}
