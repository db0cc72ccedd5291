using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>What the sandbox tells of itself: plain text for people.</summary>
internal sealed class SandboxGuide(SupplierSet suppliers)
{
    /// <summary>Where a supplier is asked, below an address.</summary>
    public static string AddressOf(string root, ISupplier supplier) => $"{root}/ota/{supplier.Name}";

    /// <summary>The front page.</summary>
    /// <param name="root">The sandbox's own address.</param>
    public string FrontPage(string root) => $"""
        Suppliers in a box: POST an OTA_VehAvailRateRQ, bare or in an envelope of SOAP 1.1 or 1.2.

        {Suppliers(root)}

        Faults on demand, such as {AddressOf(root, suppliers.All[0])}?fault={Fault.All[0].Name}:

        {string.Join('\n', Fault.All.Select(fault => $"  {fault.Name,-15}{fault.Meaning}"))}

        {Configuration(root)}
        """;

    /// <summary>What to paste into the configuration of a CarSearch host.</summary>
    public string Configuration(string root)
    {
        var (sound, faulty) = (suppliers.All[0], suppliers.All[1 % suppliers.All.Length]);
        return $$"""
            To ask them, set in the appsettings.json of a CarSearch host:

              "CarSearch": { "Suppliers": [
                { "Kind": "OpenTravel", "Name": "{{sound.Name}}", "Rating": {{Number(sound.Rating)}}, "Endpoint": "{{AddressOf(root, sound)}}" },
                { "Kind": "OpenTravel", "Name": "{{faulty.Name}}", "Rating": {{Number(faulty.Rating)}}, "Endpoint": "{{AddressOf(root, faulty)}}?fault=flaky" } ] }

            """;
    }

    /// <summary>What is said where nothing is.</summary>
    public string NoSuchAddress(string root) => $"There is nothing at this address. The suppliers are asked by POST:\n\n{Suppliers(root)}\n";

    private string Suppliers(string root) => string.Join('\n', suppliers.All.Select(supplier => $"  {AddressOf(root, supplier)}"));

    private static string Number(double number) => System.Xml.XmlConvert.ToString(number);
}
