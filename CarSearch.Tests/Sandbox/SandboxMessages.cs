using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Sandbox;

/// <summary>Messages to suppliers.</summary>
internal static class SandboxMessages
{
    public const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    /// <summary>A valid search at a New York airport.</summary>
    public const string Weekend = """
        <OTA_VehAvailRateRQ xmlns="http://www.opentravel.org/OTA/2003/05" EchoToken="abc" TimeStamp="2026-11-23T17:00:00Z"
            Target="Test" Version="5.000">
          <POS><Source ISOCountry="US" ISOCurrency="USD"><RequestorID Type="5" ID="AGENCY" MessagePassword="open sesame"/></Source></POS>
          <VehAvailRQCore Status="Available">
            <VehRentalCore PickUpDateTime="2026-12-04T10:00:00" ReturnDateTime="2026-12-06T10:00:00">
              <PickUpLocation LocationCode="JFK" CodeContext="IATA"/>
              <ReturnLocation LocationCode="JFK" CodeContext="IATA"/>
            </VehRentalCore>
            <DriverType Age="30"/>
          </VehAvailRQCore>
        </OTA_VehAvailRateRQ>
        """;

    /// <summary>Wraps a message in an envelope.</summary>
    public static string In(string envelope, string message) =>
        $"""<s:Envelope xmlns:s="{envelope}"><s:Header/><s:Body>{message}</s:Body></s:Envelope>""";

    /// <summary>Sends a message.</summary>
    public static Task<HttpResponseMessage> PostAsync(
        this SupplierSandbox sandbox, Uri address, string message = Weekend, string type = "application/xml", string? encoding = null,
            bool isWhole = true)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(message, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse($"{type}; charset=utf-8");
        if (encoding is not null)
        {
            request.Headers.AcceptEncoding.ParseAdd(encoding);
        }

        return sandbox.Client.SendAsync(
            request, isWhole ? HttpCompletionOption.ResponseContentRead : HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Sends a message to a supplier and returns the message of the response, which must be 200.</summary>
    public static async Task<XElement> PostForMessageAsync(
        this SupplierSandbox sandbox, string supplier, string message = Weekend, string? fault = null)
    {
        using var response = await sandbox.PostAsync(sandbox.Address(supplier, fault), message);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return XElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
